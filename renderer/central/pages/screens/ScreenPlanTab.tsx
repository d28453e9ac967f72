import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getScreenPlan } from '../../../../core/api/schedule.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useNowMs } from '../../session/clock.ts';
import { broadcastDayOf } from '../schedule/broadcast-day.ts';
import { DayNavigation } from '../schedule/DayNavigation.tsx';
import { FindingList } from '../schedule/FindingList.tsx';
import { DayTimeline } from '../schedule/timeline/DayTimeline.tsx';
import { ExplainAt } from './ExplainAt.tsx';

/** The screen's published day, its findings, and the reasons at any moment. */
export function ScreenPlanTab({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const nowMs = useNowMs(60_000);
  const today = broadcastDayOf(nowMs, screen.timeZone, screen.dayStartLocal);
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? today;
  const plan = useRead(
    'schedule',
    getScreenPlan,
    { params: { id: screen.id }, query: { day, version: 'published' } },
    { keepPrevious: true },
  );
  return (
    <Stack gap="md">
      <DayNavigation day={day} today={today} onChange={setChosen} />
      <Loaded query={plan}>
        {(shown) => (
          <>
            <Section title={t('schedule.version.published')}>
              <DayTimeline plan={shown} />
            </Section>
            <Section title={t('finding.title')}>
              <FindingList findings={shown.findings} />
            </Section>
          </>
        )}
      </Loaded>
      <ExplainAt screenId={screen.id} />
    </Stack>
  );
}
