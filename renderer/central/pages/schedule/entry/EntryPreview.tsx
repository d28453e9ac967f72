import { Group, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewEntry } from '../../../../../core/api/schedule.ts';
import { listScreens } from '../../../../../core/api/screens.ts';
import { EntryPlan, type Screen } from '../../../../../core/model/catalogue.ts';
import { useRead } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { Section } from '../../../components/Section.tsx';
import { useNowMs } from '../../../session/clock.ts';
import { broadcastDayOf } from '../broadcast-day.ts';
import { DayNavigation } from '../DayNavigation.tsx';
import { FindingList } from '../FindingList.tsx';
import { DayTimeline } from '../timeline/DayTimeline.tsx';

interface Props {
  entryId: string | null;
  plan: EntryPlan;
}

const TYPING_PAUSE_MS = 400;

const isMeant = (screen: Screen, { target }: EntryPlan): boolean =>
  target.kind === 'all' ||
  (target.kind === 'screen' && target.screenId === screen.id) ||
  (target.kind === 'group' && target.groupId === screen.groupId) ||
  target.kind === 'area';

/** The day as the server would compute it with this entry. */
export function EntryPreview({ entryId, plan }: Props) {
  const { t } = useTranslation();
  const screens = (useRead('screens', listScreens, {}).data ?? []).filter((one) => isMeant(one, plan));
  const [screenId, setScreenId] = useState<string | null>(null);
  const [chosenDay, setDay] = useState<string | null>(null);
  const [settled] = useDebouncedValue(plan, TYPING_PAUSE_MS);
  const nowMs = useNowMs(60_000);
  const screen = screens.find((one) => one.id === screenId) ?? screens[0];
  const today = screen ? broadcastDayOf(nowMs, screen.timeZone, screen.dayStartLocal) : '';
  const fromDay = plan.timing.startLocal.slice(0, 10);
  const day = chosenDay ?? (fromDay > today ? fromDay : today);
  const isComplete = EntryPlan.safeParse(settled).success && screen !== undefined;
  const query = useRead(
    'schedule',
    previewEntry,
    { params: { id: screen?.id ?? '' }, query: { day }, body: { entryId, plan: settled } },
    { enabled: isComplete, keepPrevious: true },
  );
  return (
    <Section title={t('entry.preview')} hint={t('entry.previewHint')}>
      {isComplete ? (
        <Stack gap="md">
          <Group gap="sm">
            <Select
              aria-label={t('entry.previewScreen')}
              data={screens.map((one) => ({ value: one.id, label: one.name }))}
              value={screen.id}
              onChange={setScreenId}
              style={{ flex: '1 1 150px' }}
            />
            <DayNavigation day={day} today={today} onChange={setDay} />
          </Group>
          <Loaded query={query}>
            {(shown) => (
              <>
                <DayTimeline plan={shown} />
                <FindingList findings={shown.findings} />
              </>
            )}
          </Loaded>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {t('entry.incomplete')}
        </Text>
      )}
    </Section>
  );
}
