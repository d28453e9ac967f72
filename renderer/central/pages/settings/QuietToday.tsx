import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuietRules } from '../../../../core/model/city-settings.ts';
import type { GeoPoint } from '../../../../core/model/screen-settings.ts';
import { quietSpans, type QuietReason } from '../../../../core/tours/index.ts';
import { addDays, fromLocal } from '../../../ui/zone-time.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import './QuietToday.css';

interface Props {
  rules: QuietRules;
  location: GeoPoint | null;
}

/** The night touches a day at both ends and is told once. */
const isFirst = (span: QuietReason, index: number, spans: readonly QuietReason[]): boolean =>
  span.code !== 'night' || spans.findIndex(({ code }) => code === 'night') === index;

const TICKS = [0, 6, 12, 18, 24];

/** Today's silence as a strip of the day, and each prayer in words: the same computation as the cars use. */
export function QuietToday({ rules, location }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { timeZone } = format;
  const nowMs = useNowMs(60_000);
  const today = format.isoDate(nowMs);
  const startMs = fromLocal(timeZone, `${today}T00:00`);
  const endMs = fromLocal(timeZone, `${addDays(today, 1)}T00:00`);
  const spans = quietSpans(rules, { places: [], location, timeZone }, today);
  const percent = (atMs: number) =>
    (100 * (Math.min(endMs, Math.max(startMs, atMs)) - startMs)) / (endMs - startMs);
  const name = (span: QuietReason) => {
    if (span.code === 'prayer') return t(`city.prayer.${span.prayer}`);
    return span.code === 'night' ? t('city.night') : span.name;
  };
  const stretch = (span: QuietReason) => `${format.time(span.startMs)}–${format.time(span.endMs)}`;
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('city.today')}, {format.dateLong(nowMs)}
      </Text>
      <div className="wv-quiet" aria-hidden>
        {spans.map((span) => (
          <i
            key={`${span.code}${span.startMs}`}
            data-kind={span.code}
            style={{
              left: `${percent(span.startMs)}%`,
              width: `${percent(span.endMs) - percent(span.startMs)}%`,
            }}
          />
        ))}
        <b style={{ left: `${percent(nowMs)}%` }} />
      </div>
      <div className="wv-quiet-ticks wv-num" aria-hidden>
        {TICKS.map((hour) => (
          <span key={hour}>{format.timeOfDay(`${String(hour).padStart(2, '0')}:00`)}</span>
        ))}
      </div>
      <ul className="wv-quiet-list wv-num">
        {spans.filter(isFirst).map((span) => (
          <li key={`${span.code}${span.startMs}`}>
            <span>{name(span)}</span>
            <span>{span.code === 'prayer' ? format.time(span.atMs) : ''}</span>
            <span>{t('city.silentFor', { stretch: stretch(span) })}</span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt={6}>
        {location === null && rules.prayers.length > 0 ? t('city.todayNoPlace') : t('city.todayHint')}
      </Text>
    </div>
  );
}
