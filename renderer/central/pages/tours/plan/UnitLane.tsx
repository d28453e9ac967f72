import { Text } from '@mantine/core';
import { IconAlertTriangleFilled, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TourDay } from '../../../../../core/api/tours.ts';
import type { MobileUnit } from '../../../../../core/model/catalogue.ts';
import type { QuietReason, TourFinding } from '../../../../../core/tours/index.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import type { DayAxis } from './day-axis.ts';
import { START_LOCAL, type PlannedTour } from './drafts.ts';

interface Props {
  unit: MobileUnit;
  crew: TourDay['crew'];
  tours: readonly PlannedTour[];
  findings: ReadonlyMap<string, readonly TourFinding[]>;
  heard: TourDay['heard'];
  axis: DayAxis;
  clock: (timeOfDay: string) => number;
  silences: readonly QuietReason[];
  /** Null on other days. */
  nowMs: number | null;
  selectedKey: string | null;
  onSelect: (key: string) => void;
  onStart: (() => void) | null;
}

export function UnitLane(props: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unit, crew, tours, findings, axis, clock, onStart } = props;
  const open = tours.filter(({ stored }) => stored?.state !== 'cancelled');
  const people = [...new Set(open.flatMap(({ plan }) => plan.crewIds))].flatMap(
    (id) => crew.find((person) => person.id === id)?.displayName ?? [],
  );
  return (
    <div className="wv-car-lane">
      <div className="wv-car-lane-name">
        <Text size="sm" fw={600} lineClamp={2} lh={1.25} title={unit.name}>
          {unit.name}
        </Text>
        <Text size="xs" c="dimmed" truncate title={people.join(', ')}>
          {people.join(', ') || (open.length > 0 ? t('tours.noCrew') : unit.plate)}
        </Text>
      </div>
      <div className="wv-car-lane-day">
        {axis.hours.slice(1, -1).map(({ atMs }) => (
          <i key={atMs} className="wv-car-lane-hour" style={{ left: `${axis.percent(atMs)}%` }} />
        ))}
        {props.silences.map((span) => (
          <i
            key={`${span.code}${span.startMs}`}
            className="wv-car-lane-quiet"
            style={{
              left: `${axis.percent(span.startMs)}%`,
              width: `${axis.percent(span.endMs) - axis.percent(span.startMs)}%`,
            }}
          />
        ))}
        {props.nowMs !== null && (
          <b className="wv-car-lane-now" style={{ left: `${axis.percent(props.nowMs)}%` }} />
        )}
        {tours.map(({ key, plan, stored, isChanged }) => {
          const from = axis.percent(clock(plan.startLocal));
          const width = axis.percent(clock(plan.endLocal)) - from;
          const isSerious = findings.get(key)?.some(({ serious }) => serious) ?? false;
          const heard = props.heard.find(({ tourId }) => tourId === key);
          const hours = {
            from: format.timeOfDay(plan.startLocal),
            to: format.timeOfDay(plan.endLocal),
          };
          const summary = [
            t('tours.clips', { count: plan.clips.length }),
            t('tours.stops', { count: plan.stops.length }),
          ].join(' · ');
          const told = heard
            ? t('tours.heard', { count: heard.plays, at: format.time(heard.lastMs) })
            : summary;
          return (
            <button
              key={key}
              type="button"
              className="wv-car-lane-tour"
              data-state={stored?.state ?? 'draft'}
              data-changed={isChanged || undefined}
              aria-pressed={props.selectedKey === key}
              aria-label={`${unit.name}: ${t('tours.lane', {
                ...hours,
                clips: plan.clips.length,
                stops: plan.stops.length,
              })}`}
              style={{ left: `${from}%`, width: `${Math.max(width, 2)}%` }}
              onClick={() => props.onSelect(key)}
            >
              <span className="wv-num">
                {isSerious && <IconAlertTriangleFilled size={13} aria-hidden />}
                {hours.from}–{hours.to}
              </span>
              <small>{stored?.state === 'cancelled' ? t('tours.state.cancelled') : told}</small>
            </button>
          );
        })}
        {onStart && open.length === 0 && (
          <button
            type="button"
            className="wv-car-lane-start"
            style={{ left: `${axis.percent(clock(START_LOCAL))}%` }}
            onClick={onStart}
          >
            <IconPlus size={15} />
            {t('tours.plan')}
          </button>
        )}
      </div>
      {onStart && open.length > 0 && (
        <button
          type="button"
          className="wv-car-lane-more"
          aria-label={t('tours.another', { unit: unit.name })}
          title={t('tours.another', { unit: unit.name })}
          onClick={onStart}
        >
          <IconPlus size={15} />
        </button>
      )}
    </div>
  );
}
