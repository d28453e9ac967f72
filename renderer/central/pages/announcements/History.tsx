import { Text, Timeline } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBan,
  IconPencil,
  IconSend,
  IconSignature,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useDirectory } from '../../hooks/use-directory.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useSession } from '../../session/session.ts';

const ICON = {
  created: IconPencil,
  submitted: IconSend,
  approved: IconSignature,
  returned: IconArrowBackUp,
  withdrawn: IconBan,
} as const satisfies Record<string, TablerIcon>;

interface HistoryEvent {
  kind: keyof typeof ICON;
  by: string | null;
  atMs: number | null;
}

function eventsOf(announcement: Announcement): HistoryEvent[] {
  const { state } = announcement;
  const events: HistoryEvent[] = [
    { kind: 'created', by: announcement.createdBy, atMs: announcement.createdAtMs },
  ];
  if (announcement.submittedAtMs !== null)
    events.push({ kind: 'submitted', by: announcement.submittedBy, atMs: announcement.submittedAtMs });
  if (announcement.decidedAtMs !== null)
    events.push({
      kind: state === 'returned' || state === 'withdrawn' ? state : 'approved',
      by: announcement.decidedBy,
      atMs: announcement.decidedAtMs,
    });
  return events;
}

/** Who did what with it, and when. */
export function History({ announcement }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users } = useDirectory();
  const { user } = useSession();
  const nameOf = (id: string | null) =>
    (id === user.id ? user.displayName : users.get(id ?? '')?.displayName) ?? t('common.unknownPerson');
  const events = eventsOf(announcement);
  return (
    <Timeline bulletSize={26} lineWidth={2} active={events.length}>
      {events.map(({ kind, by, atMs }) => {
        const Icon = ICON[kind];
        return (
          <Timeline.Item
            key={kind}
            bullet={<Icon size={14} />}
            title={<Text size="sm">{t(`announcements.events.${kind}`, { name: nameOf(by) })}</Text>}
          >
            {atMs !== null && (
              <Text size="xs" c="dimmed" className="wv-num">
                {format.dateTime(atMs)}
              </Text>
            )}
            {announcement.reason && (kind === 'returned' || kind === 'withdrawn') && (
              <Text size="sm" mt={2}>
                “{announcement.reason}”
              </Text>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
