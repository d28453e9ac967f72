import { Badge, Box, Group, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { approveAnnouncement } from '../../../../core/api/announcements.ts';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay, useSession } from '../../session/session.ts';
import { AnnouncementPoster } from '../announcements/AnnouncementPoster.tsx';
import { ServiceTime } from '../announcements/ServiceTime.tsx';
import type { Task } from './tasks.ts';
import './TaskRow.css';

export function TaskRow({ task: { kind, announcement } }: { task: Task }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agencies } = useDirectory();
  const { user } = useSession();
  const mayApprove = useMay(approveAnnouncement);
  const { id, content, reason } = announcement;
  return (
    <Link to={`/announcements/${id}`} className="wv-row-link wv-task">
      <AnnouncementPoster announcement={announcement} />
      <Box className="wv-task-what">
        <Text size="sm" fw={600} className="wv-break">
          {content.title}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {kind === 'returned' && reason
            ? `“${reason}”`
            : `${agencies.get(content.agencyId)?.name ?? ''} · ${t(`category.${content.category}`)}`}
        </Text>
      </Box>
      <Group gap={6} justify="flex-end" className="wv-task-state">
        {kind === 'review' && (
          <>
            <Badge color="petrol">
              {t(mayApprove && announcement.submittedBy !== user.id ? 'home.review' : 'state.in_review')}
            </Badge>
            <ServiceTime announcement={announcement} />
          </>
        )}
        {kind === 'returned' && <Badge color="orange">{t('state.returned')}</Badge>}
        {kind === 'ends_today' && (
          <Badge color="gray" className="wv-num">
            {format.isoDate(content.validUntilMs) === format.isoDate(content.validUntilMs - 1)
              ? t('home.endsToday', { time: format.time(content.validUntilMs) })
              : t('home.endsMidnight')}
          </Badge>
        )}
      </Group>
      <IconChevronRight size={17} aria-hidden color="var(--mantine-color-dimmed)" />
    </Link>
  );
}
