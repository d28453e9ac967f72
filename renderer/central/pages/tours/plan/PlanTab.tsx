import { Badge, Button, Group } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { listUnits } from '../../../../../core/api/reports.ts';
import { copyTours, getTourDay } from '../../../../../core/api/tours.ts';
import { addDays } from '../../../../ui/zone-time.ts';
import { useRead, useSend } from '../../../api/use-api.ts';
import { Loaded } from '../../../components/Loaded.tsx';
import { notifyDone } from '../../../components/notify.ts';
import { ProblemAlert } from '../../../components/ProblemAlert.tsx';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { useMay } from '../../../session/session.ts';
import { DayNavigation } from '../../schedule/DayNavigation.tsx';
import type { Drafts } from './drafts.ts';
import { PlanDay } from './PlanDay.tsx';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOOK_AGAIN_MS = 30_000;

/** Tomorrow on one screen: every car a lane, the chosen tour below it. */
export function PlanTab() {
  const { t } = useTranslation();
  const { isoDate } = useFormat();
  const today = isoDate(useNowMs(60_000));
  const [params, setParams] = useSearchParams();
  const [drafts, setDrafts] = useState<Drafts>({});
  const asked = params.get('date') ?? '';
  const date = DATE.test(asked) ? asked : addDays(today, 1);
  /** A day that is over stays as it was planned. */
  const mayPlan = useMay(copyTours) && date >= today;
  const units = useRead('mobile-units', listUnits, {});
  const day = useRead(
    'tours',
    getTourDay,
    { query: { date } },
    date === today ? { refetchIntervalMs: LOOK_AGAIN_MS } : {},
  );
  const copy = useSend(copyTours, ['tours'], ({ tours, leftOut }) => {
    const told = tours.length === 0 ? t('tours.copiedNone') : t('tours.copied', { count: tours.length });
    notifyDone(leftOut === 0 ? told : `${told} ${t('tours.leftOut', { count: leftOut })}`);
  });
  return (
    <>
      <Group justify="space-between" mb="sm" gap="sm">
        <Group gap="sm">
          <DayNavigation
            day={date}
            today={today}
            onChange={(next) => setParams({ tab: 'plan', date: next }, { replace: true })}
          />
          {date === addDays(today, 1) && <Badge size="lg">{t('tours.tomorrow')}</Badge>}
        </Group>
        {mayPlan && (
          <Button
            variant="default"
            leftSection={<IconCopy size={17} />}
            loading={copy.isPending}
            onClick={() => copy.mutate({ body: { from: addDays(date, -1), to: date } })}
          >
            {t('tours.copy')}
          </Button>
        )}
      </Group>
      <ProblemAlert problem={copy.error} />
      <Loaded query={units}>
        {(list) => (
          <Loaded query={day}>
            {(data) => (
              <PlanDay
                key={date}
                day={data}
                units={list}
                mayPlan={mayPlan}
                drafts={drafts}
                setDrafts={setDrafts}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
