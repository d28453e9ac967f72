import { Badge, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { AnnouncementPoster } from './AnnouncementPoster.tsx';
import { OutputIcons } from './OutputIcons.tsx';
import { ServiceTime } from './ServiceTime.tsx';

export function AnnouncementTable({ announcements }: { announcements: readonly Announcement[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { agencies } = useDirectory();
  return (
    <Box className="wv-card">
      <DataTable
        label={t('announcements.title')}
        rows={announcements}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'title',
            label: t('announcements.columns.title'),
            heading: true,
            render: (row) => (
              <Link to={`/announcements/${row.id}`} className="wv-row-link">
                <Group gap="sm" wrap="nowrap">
                  <AnnouncementPoster announcement={row} />
                  <div>
                    <Group gap={8}>
                      <Text fw={600} size="sm">
                        {row.content.title}
                      </Text>
                      {row.content.emergency && <Badge color="red">{t('announcements.emergency')}</Badge>}
                    </Group>
                    <Text size="xs" c="dimmed">
                      {agencies.get(row.content.agencyId)?.shortName ?? ''} ·{' '}
                      {t(`category.${row.content.category}`)}
                    </Text>
                  </div>
                </Group>
              </Link>
            ),
          },
          {
            key: 'outputs',
            label: t('announcements.columns.outputs'),
            render: ({ content }) => <OutputIcons outputs={content.outputs} />,
          },
          {
            key: 'validity',
            label: t('announcements.columns.validity'),
            render: ({ content }) => (
              <Text size="sm" className="wv-num">
                {content.evergreen
                  ? t('announcements.evergreen')
                  : `${format.dateShort(content.validFromMs)} – ${format.date(content.validUntilMs)}`}
              </Text>
            ),
          },
          {
            key: 'state',
            label: t('announcements.columns.state'),
            render: (row) => (
              <Group gap={6}>
                <StateBadge state={row.state} />
                <ServiceTime announcement={row} />
              </Group>
            ),
          },
        ]}
      />
    </Box>
  );
}
