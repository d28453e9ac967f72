import { Button, Stack } from '@mantine/core';
import { IconRoute, IconTruck } from '@tabler/icons-react';
import { useState, type Dispatch, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TourDay } from '../../../../../core/api/tours.ts';
import type { MobileUnit } from '../../../../../core/model/catalogue.ts';
import { tourFindings } from '../../../../../core/tours/index.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { useCitySettings } from '../../../hooks/use-city-settings.ts';
import { useDirectory } from '../../../hooks/use-directory.ts';
import { contextOf, draftKey, newPlan, plannedTours, type Drafts } from './drafts.ts';
import { DayLanes } from './DayLanes.tsx';
import { TourEditor } from './TourEditor.tsx';

interface Props {
  day: TourDay;
  units: readonly MobileUnit[];
  mayPlan: boolean;
  drafts: Drafts;
  setDrafts: Dispatch<SetStateAction<Drafts>>;
}

export function PlanDay({ day, units, mayPlan, drafts, setDrafts }: Props) {
  const { t } = useTranslation();
  const { areas } = useDirectory();
  const { clipGapMs } = useCitySettings();
  const [chosen, choose] = useState<string | null>(null);
  const tours = plannedTours(day, drafts);
  const open = tours.filter(({ stored }) => stored?.state !== 'cancelled');
  /** The first that is seen: in the order of the lanes. */
  const first = units.flatMap(({ id }) => open.filter(({ plan }) => plan.unitId === id))[0];
  const selected = tours.find(({ key }) => key === chosen) ?? first;
  const findings = new Map(
    open.map((tour) => [tour.key, tourFindings(tour.plan, contextOf(tour, day, tours, units, areas))]),
  );

  const drop = (key: string) =>
    setDrafts((before) => Object.fromEntries(Object.entries(before).filter(([other]) => other !== key)));
  const start = (unit: MobileUnit) => {
    const key = draftKey(unit.id, day.date);
    const last = open.filter(({ plan }) => plan.unitId === unit.id).at(-1);
    const plan = newPlan(unit, day, areas, clipGapMs, last?.plan.endLocal ?? null);
    setDrafts((before) => ({ [key]: plan, ...before }));
    choose(key);
  };

  if (units.length === 0)
    return (
      <EmptyState
        icon={IconTruck}
        title={t('tours.noUnits')}
        action={
          <Button component={Link} to="/units" mt="sm">
            {t('tours.toUnits')}
          </Button>
        }
      >
        {t('tours.noUnitsHint')}
      </EmptyState>
    );
  return (
    <Stack gap="md">
      <DayLanes
        day={day}
        units={units}
        tours={tours}
        findings={findings}
        selectedKey={selected?.key ?? null}
        onSelect={choose}
        onStart={mayPlan ? start : null}
      />
      {!selected && (
        <EmptyState icon={IconRoute} title={t('tours.nothing')}>
          {mayPlan && t('tours.nothingHint')}
        </EmptyState>
      )}
      {selected && (
        <TourEditor
          key={selected.key}
          day={day}
          mayPlan={mayPlan}
          tour={selected}
          findings={findings.get(selected.key) ?? []}
          unit={units.find(({ id }) => id === selected.plan.unitId)}
          onChange={(plan) => setDrafts((before) => ({ ...before, [selected.key]: plan }))}
          onDiscard={() => drop(selected.key)}
          onSaved={(id) => {
            drop(selected.key);
            choose(id);
          }}
        />
      )}
    </Stack>
  );
}
