import { Box, Group, Stack, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayPlanView } from '../../../../../core/api/schedule.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { SlotReasons } from './SlotReasons.tsx';
import { TimelineToolbar } from './TimelineToolbar.tsx';
import { useView } from './use-view.ts';
import { ZoneTimeline } from './ZoneTimeline.tsx';

/** A broadcast day as computed by the server, zone by zone, with the reasons of the chosen moment. */
export function DayTimeline({ plan }: { plan: DayPlanView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const clockMs = useNowMs();
  /** The moment whose reasons are told; the present until another is picked. */
  const [selectedMs, setSelectedMs] = useState<number | null>(clockMs);
  const view = useView(plan.startMs, plan.endMs);
  const nowMs = clockMs >= plan.startMs && clockMs < plan.endMs ? clockMs : null;
  const chosenMs =
    selectedMs !== null && selectedMs >= plan.startMs && selectedMs < plan.endMs ? selectedMs : null;
  const zones = plan.zones.filter((zone) => zone.slots.length > 0);
  if (zones.length === 0)
    return (
      <EmptyState icon={IconCalendarOff} title={t('schedule.emptyPlan')}>
        {t('schedule.emptyPlanHint')}
      </EmptyState>
    );
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed" className="wv-num">
          {t('schedule.broadcastDay', {
            from: format.time(plan.startMs),
            to: format.time(plan.endMs),
            zone: format.zone,
          })}
        </Text>
        <TimelineToolbar
          view={view}
          focusMs={chosenMs ?? nowMs ?? view.startMs + (view.endMs - view.startMs) / 2}
          nowMs={nowMs}
          onNow={setSelectedMs}
        />
      </Group>
      {zones.map((zone) => (
        <Box key={zone.zone} className="wv-timeline">
          <Text size="sm" fw={600} mb={4}>
            {t(`zone.${zone.zone}`)}
          </Text>
          <ZoneTimeline
            zone={zone}
            view={view}
            nowMs={nowMs}
            selectedMs={chosenMs}
            onSelect={setSelectedMs}
          />
        </Box>
      ))}
      {chosenMs === null ? (
        <Text size="sm" c="dimmed">
          {t('timeline.pick')}
        </Text>
      ) : (
        <SlotReasons zones={zones} atMs={chosenMs} />
      )}
    </Stack>
  );
}
