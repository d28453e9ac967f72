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
import { getWithdrawal, type Withdrawal } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
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
  atMs: number;
  note: string | null;
}

function eventsOf(announcement: Announcement, withdrawal: Withdrawal | undefined): HistoryEvent[] {
  const { state, reason, submittedAtMs, decidedAtMs } = announcement;
  const events: HistoryEvent[] = [
    { kind: 'created', by: announcement.createdBy, atMs: announcement.createdAtMs, note: null },
  ];
  if (submittedAtMs !== null)
    events.push({ kind: 'submitted', by: announcement.submittedBy, atMs: submittedAtMs, note: null });
  if (decidedAtMs !== null) {
    const isReturned = state === 'returned';
    events.push({
      kind: isReturned ? 'returned' : 'approved',
      by: announcement.decidedBy,
      atMs: decidedAtMs,
      note: isReturned ? reason : null,
    });
  }
  if (withdrawal) {
    const { withdrawnBy, withdrawnAtMs } = withdrawal;
    events.push({ kind: 'withdrawn', by: withdrawnBy, atMs: withdrawnAtMs, note: withdrawal.reason });
  }
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
  const withdrawal = useRead(
    'withdrawal',
    getWithdrawal,
    { params: { id: announcement.id } },
    { enabled: announcement.state === 'withdrawn' },
  );
  const events = eventsOf(announcement, withdrawal.data);
  return (
    <Timeline bulletSize={26} lineWidth={2} active={events.length}>
      {events.map(({ kind, by, atMs, note }) => {
        const Icon = ICON[kind];
        return (
          <Timeline.Item
            key={kind}
            bullet={<Icon size={14} />}
            title={<Text size="sm">{t(`announcements.events.${kind}`, { name: nameOf(by) })}</Text>}
          >
            <Text size="xs" c="dimmed" className="wv-num">
              {format.dateTime(atMs)}
            </Text>
            {note !== null && (
              <Text size="sm" mt={2}>
                “{note}”
              </Text>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
