import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TourDay } from '../../../../../core/api/tours.ts';
import type { MobileUnit } from '../../../../../core/model/catalogue.ts';
import { localClock, quietSpans, type TourFinding } from '../../../../../core/tours/index.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { useNowMs } from '../../../session/clock.ts';
import { dayAxis } from './day-axis.ts';
import type { PlannedTour } from './drafts.ts';
import { UnitLane } from './UnitLane.tsx';
import './lanes.css';

interface Props {
  day: TourDay;
  units: readonly MobileUnit[];
  tours: readonly PlannedTour[];
  findings: ReadonlyMap<string, readonly TourFinding[]>;
  selectedKey: string | null;
  onSelect: (key: string) => void;
  /** Null for those who only look. */
  onStart: ((unit: MobileUnit) => void) | null;
}

/** Each car's day on one axis, with the silence that holds for all of them drawn through. */
export function DayLanes({ day, units, tours, findings, selectedKey, onSelect, onStart }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  const { rules, location, places } = day.quiet;
  const axis = dayAxis(
    day.date,
    day.timeZone,
    tours.map(({ plan }) => plan),
  );
  const clock = localClock(day.date, day.timeZone);
  const silences = quietSpans(rules, { location, places, timeZone: day.timeZone }, day.date).filter(
    ({ startMs, endMs }) => startMs < axis.endMs && endMs > axis.startMs,
  );
  const nameOf = (silence: (typeof silences)[number]) => {
    if (silence.code === 'prayer') {
      const prayer = t(`city.prayer.${silence.prayer}`);
      return axis.isLong ? prayer : t('tours.quiet.prayer', { prayer, at: format.time(silence.atMs) });
    }
    return silence.code === 'night' ? t('tours.quiet.night') : silence.name;
  };
  const isToday = nowMs >= axis.startMs && nowMs < axis.endMs;
  return (
    <section className="wv-card wv-car-lanes" aria-label={format.dateLong(axis.startMs)}>
      <div className="wv-car-lanes-scroll">
        <div className="wv-car-lanes-body">
          <div className="wv-car-lanes-head">
            <div />
            <div className="wv-car-lanes-axis wv-num">
              {axis.hours.map(({ atMs, label }) => (
                <span key={atMs} style={{ left: `${axis.percent(atMs)}%` }}>
                  {label !== null && format.timeOfDay(label)}
                </span>
              ))}
            </div>
          </div>
          {units.map((unit) => (
            <UnitLane
              key={unit.id}
              unit={unit}
              crew={day.crew}
              tours={tours.filter(({ plan }) => plan.unitId === unit.id)}
              findings={findings}
              heard={day.heard}
              axis={axis}
              clock={clock}
              silences={silences}
              nowMs={isToday ? nowMs : null}
              selectedKey={selectedKey}
              onSelect={onSelect}
              onStart={onStart && (() => onStart(unit))}
            />
          ))}
          <div className="wv-car-lanes-head">
            <Text size="xs" c="dimmed" className="wv-car-lanes-quiet-title">
              {t('tours.quiet.title')}
            </Text>
            <div className="wv-car-lanes-names wv-num">
              {silences.map((silence) => {
                const [from, to] = [axis.percent(silence.startMs), axis.percent(silence.endMs)];
                return (
                  <span
                    key={`${silence.code}${silence.startMs}`}
                    style={{ left: `${from}%`, width: `${to - from}%` }}
                    data-edge={from === 0 ? 'first' : to === 100 ? 'last' : undefined}
                    title={`${format.time(silence.startMs)}–${format.time(silence.endMs)}`}
                  >
                    {nameOf(silence)}
                  </span>
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {location === null && rules.prayers.length > 0 && (
        <Text size="xs" c="var(--wv-warn)" px="md" pb="xs">
          {t('tours.quiet.placeUnknown')}
        </Text>
      )}
    </section>
  );
}
