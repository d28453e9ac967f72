import { Text, Timeline } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBan,
  IconEdit,
  IconPencil,
  IconRefresh,
  IconSend,
  IconSignature,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getAnnouncementHistory, type AnnouncementEvent } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { useFormat } from '../../hooks/use-format.ts';

const ICON: Record<AnnouncementEvent['kind'], TablerIcon> = {
  written: IconPencil,
  changed: IconEdit,
  submitted: IconSend,
  rendered_again: IconRefresh,
  approved: IconSignature,
  returned: IconArrowBackUp,
  withdrawn: IconBan,
};

/** Of several savings in a row by one person only the last. */
const withoutRepeats = (events: readonly AnnouncementEvent[]): AnnouncementEvent[] =>
  events.filter((event, index) => {
    const next = events[index + 1];
    return event.kind !== 'changed' || next?.kind !== 'changed' || next.byId !== event.byId;
  });

/** Who did what with it, and when. */
export function History({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useRead('announcements', getAnnouncementHistory, { params: { id: announcementId } });
  return (
    <Loaded query={query} lines={3}>
      {(events) => {
        const shown = withoutRepeats(events);
        return (
          <Timeline bulletSize={26} lineWidth={2} active={shown.length}>
            {shown.map(({ sequence, kind, byName, atMs, reason }) => {
              const Icon = ICON[kind];
              return (
                <Timeline.Item
                  key={sequence}
                  bullet={<Icon size={14} />}
                  title={
                    <Text size="sm">
                      {t(`announcements.events.${kind}`, { name: byName || t('audit.system') })}
                    </Text>
                  }
                >
                  <Text size="xs" c="dimmed" className="wv-num">
                    {format.dateTime(atMs)}
                  </Text>
                  {reason !== null && (
                    <Text size="sm" mt={2} className="wv-break">
                      “{reason}”
                    </Text>
                  )}
                </Timeline.Item>
              );
            })}
          </Timeline>
        );
      }}
    </Loaded>
  );
}
