import { Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconDeviceTvOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { getScreenPlan } from '../../../../core/api/schedule.ts';
import { listScreens } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useNowMs } from '../../session/clock.ts';
import { broadcastDayOf } from './broadcast-day.ts';
import { DayNavigation } from './DayNavigation.tsx';
import { FindingList } from './FindingList.tsx';
import { DayTimeline } from './timeline/DayTimeline.tsx';

const VERSIONS = ['published', 'planned'] as const;
type Version = (typeof VERSIONS)[number];

function ScreenDay({ screen, screens }: { screen: Screen; screens: readonly Screen[] }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const nowMs = useNowMs(60_000);
  const today = broadcastDayOf(nowMs, screen.timeZone, screen.dayStartLocal);
  const day = params.get('day') ?? today;
  const version: Version = params.get('version') === 'published' ? 'published' : 'planned';
  const change = (name: string, value: string) =>
    setParams(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const plan = useRead(
    'schedule',
    getScreenPlan,
    { params: { id: screen.id }, query: { day, version } },
    { keepPrevious: true },
  );
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Select
          aria-label={t('schedule.screen')}
          data={screens.map((one) => ({ value: one.id, label: one.name }))}
          value={screen.id}
          onChange={(id) => id !== null && change('screen', id)}
          maw={260}
          style={{ flex: '1 1 180px' }}
        />
        <DayNavigation day={day} today={today} onChange={(next) => change('day', next)} />
        <SegmentedControl<Version>
          size="xs"
          value={version}
          onChange={(next) => change('version', next)}
          data={VERSIONS.map((value) => ({ value, label: t(`schedule.version.${value}`) }))}
        />
      </Group>
      <Loaded query={plan}>
        {(shown) => (
          <>
            <Section title={screen.name} hint={screen.site}>
              <DayTimeline plan={shown} />
            </Section>
            <Section title={t('finding.title')}>
              <FindingList findings={shown.findings} />
            </Section>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

/** One screen's day, drawn from the server's own computation. */
export function DayView() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const screens = useRead('screens', listScreens, {});
  return (
    <Loaded query={screens}>
      {(list) => {
        const screen = list.find((one) => one.id === params.get('screen')) ?? list[0];
        return screen ? (
          <ScreenDay screen={screen} screens={list} />
        ) : (
          <EmptyState icon={IconDeviceTvOff} title={t('schedule.noScreens')}>
            {t('schedule.noScreensHint')}
          </EmptyState>
        );
      }}
    </Loaded>
  );
}
