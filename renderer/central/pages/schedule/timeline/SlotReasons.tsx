import { Box, List, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DayPlanView } from '../../../../../core/api/schedule.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { reasonText } from '../reason-text.ts';
import { useWithdrawn } from '../use-withdrawn.ts';
import { slotAt } from './lanes.ts';

interface Props {
  zones: DayPlanView['zones'];
  atMs: number;
}

/** What plays at a moment and why, zone by zone. */
export function SlotReasons({ zones, atMs }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const withdrawn = useWithdrawn();
  return (
    <SimpleGrid
      cols={{ base: 1, sm: Math.min(2, zones.length) }}
      spacing="md"
      aria-live="polite"
      style={{ borderTop: '1px solid var(--wv-line)' }}
      pt="sm"
    >
      {zones.map((zone) => {
        const slot = slotAt(zone.slots, atMs);
        return (
          <Box key={zone.zone}>
            <Text size="xs" c="dimmed" className="wv-num">
              {t(`zone.${zone.zone}`)}
              {slot &&
                ` · ${format.timeSeconds(slot.startMs)} – ${format.timeSeconds(slot.endMs)} ${format.zone}`}
            </Text>
            {slot ? (
              <>
                <Text
                  fw={600}
                  size="sm"
                  component={Link}
                  to={`/announcements/${slot.announcementId}`}
                  className="wv-row-link"
                >
                  {slot.title}
                </Text>
                {withdrawn.has(slot.announcementId) && (
                  <Text size="sm" c="var(--wv-warn)">
                    {t('timeline.withdrawn')}
                  </Text>
                )}
                <List size="sm" mt={4} spacing={2}>
                  {slot.reasons.map((reason) => (
                    <List.Item key={reason.code}>{reasonText(t, format.locale, reason)}</List.Item>
                  ))}
                </List>
              </>
            ) : (
              <Text size="sm">{t('timeline.nothing')}</Text>
            )}
          </Box>
        );
      })}
    </SimpleGrid>
  );
}
