import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getCarProof, type CarProof } from '../../../../core/api/reports.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { fromLocal } from '../../../ui/zone-time.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useAreaNames } from '../../hooks/use-area-names.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import './CarPlays.css';

type Day = CarProof['days'][number];

/** As many days of a car are shown at once. */
const MOST_DAYS = 5;
const UNDECIDED: readonly Announcement['state'][] = ['draft', 'in_review', 'returned'];

/** What became of an announcement in cars: which, when, where, how often, against what their tours asked for. */
export function CarPlays({ announcement: { id, state } }: { announcement: Announcement }) {
  const { t } = useTranslation();
  const query = useRead('tour-plays', getCarProof, { params: { id } });
  if (UNDECIDED.includes(state) && !query.data?.length) return null;
  return (
    <Section title={t('carProof.title')}>
      <Loaded query={query} lines={2}>
        {(cars) =>
          cars.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('carProof.none')}
            </Text>
          ) : (
            cars.map((car) => <Car key={car.unitId} car={car} />)
          )
        }
      </Loaded>
    </Section>
  );
}

function Car({ car: { unitName, total, days } }: { car: CarProof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.isoDate(useNowMs(60_000));
  const [isWhole, showWhole] = useState(false);
  const shown = isWhole ? days : days.slice(0, MOST_DAYS);
  return (
    <section className="wv-car-plays" aria-label={unitName}>
      <header>
        <Title order={3} size="h6">
          {unitName}
        </Title>
        <span className="wv-num">{useCount(total)}</span>
      </header>
      <ul>
        {shown.map((day) => (
          <DayLine key={day.date} day={day} isOver={day.date < today} />
        ))}
      </ul>
      {shown.length < days.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => showWhole(true)}>
          {t('carProof.allDays', { count: days.length - shown.length })}
        </Button>
      )}
      {total.heard === 0 && (
        <Text size="xs" c="dimmed">
          {t('carProof.waiting')}
        </Text>
      )}
    </section>
  );
}

function DayLine({ day, isOver }: { day: Day; isOver: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const areaNames = useAreaNames();
  const { date, planned, heard, cut, live, areaIds, firstMs, lastMs } = day;
  const times = [firstMs, lastMs].flatMap((atMs) => (atMs === null ? [] : [format.time(atMs)]));
  const where =
    heard > 0
      ? areaNames(areaIds) || t('carProof.noAreas')
      : t(isOver ? 'carProof.missed' : 'carProof.notYet');
  const asides = [
    where,
    planned === 0 ? t('carProof.unplanned') : '',
    live > 0 ? t('carProof.live', { count: live }) : '',
    cut > 0 ? t('carProof.cut', { count: cut }) : '',
  ];
  return (
    <li data-short={(isOver && heard < planned) || undefined}>
      <span>
        <span className="wv-num">
          {format.date(fromLocal(format.timeZone, `${date}T12:00:00`))}
          {times.length > 0 && ` · ${[...new Set(times)].join('–')}`}
        </span>
        <small className="wv-num">{asides.filter((aside) => aside !== '').join(' · ')}</small>
      </span>
      <span className="wv-num">{useCount(day)}</span>
    </li>
  );
}

function useCount({ planned, heard }: Pick<Day, 'planned' | 'heard'>): string {
  const { t } = useTranslation();
  const format = useFormat();
  return planned === 0
    ? t('carProof.times', { count: heard })
    : t('carProof.ofPlanned', { heard: format.number(heard), planned: format.number(planned) });
}
