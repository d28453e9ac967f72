import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DailyWindow } from '../../../../core/model/screen-settings.ts';
import { DAY_MS, litHours, type DayCurve as Curve, type Span } from './brightness-form.ts';
import './DayCurve.css';

const WIDTH = 480;
const HEIGHT = 120;
const LABELLED_HOURS = [0, 6, 12, 18, 24];
/** A shorter stretch has no room for its number. */
const LEAST_LABELLED_MS = 2 * 3_600_000;

const x = (ms: number) => (ms / DAY_MS) * WIDTH;
const y = (percent: number) => HEIGHT - (percent / 100) * HEIGHT;

/** Today's brightness as a stepped line over the nights, pale in the hours in which the panel is off. */
export function DayCurve({ curve, hours }: { curve: Curve; hours: DailyWindow | null }) {
  const { t } = useTranslation();
  const lit = litHours(hours);
  const dark = between(lit);
  const ends = [...curve.steps.slice(1).map(({ fromMs }) => fromMs), DAY_MS];
  const stretches = curve.steps.flatMap(({ fromMs, percent }, index) =>
    percent === null ? [] : [{ fromMs, untilMs: ends[index] ?? DAY_MS, percent }],
  );
  const labels = [
    ...stretches.flatMap(({ percent, ...stretch }) => {
      const room = lit.map((span) => common(span, stretch)).find(isRoomy);
      return room ? [{ atMs: room.fromMs, percent, text: `${percent} %` }] : [];
    }),
    ...dark.filter(isRoomy).map(({ fromMs }) => ({ atMs: fromMs, percent: 0, text: t('brightness.off') })),
  ];
  const isLit = lit.some(({ fromMs, untilMs }) => fromMs <= curve.nowMs && curve.nowMs < untilMs);
  return (
    <figure className="wv-curve">
      <div className="wv-curve-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('brightness.curve')}
        >
          {nights(curve).map((night) => (
            <Column key={night.fromMs} className="wv-curve-night" {...night} />
          ))}
          {[25, 50, 75].map((percent) => (
            <line key={percent} className="wv-curve-grid" x1={0} x2={WIDTH} y1={y(percent)} y2={y(percent)} />
          ))}
          {stretches.map(({ fromMs, untilMs, percent }) => (
            <g key={fromMs}>
              <rect
                className="wv-curve-area"
                x={x(fromMs)}
                y={y(percent)}
                width={x(untilMs - fromMs)}
                height={HEIGHT - y(percent)}
              />
              <line
                className="wv-curve-line"
                x1={x(fromMs)}
                x2={x(untilMs)}
                y1={y(percent)}
                y2={y(percent)}
              />
            </g>
          ))}
          {dark.map((span) => (
            <Column key={span.fromMs} className="wv-curve-off" {...span} />
          ))}
          <line className="wv-curve-now" x1={x(curve.nowMs)} x2={x(curve.nowMs)} y1={0} y2={HEIGHT} />
        </svg>
        {labels.map(({ atMs, percent, text }) => (
          <Text
            key={atMs}
            component="span"
            size="xs"
            className="wv-curve-label wv-num"
            style={{
              left: `${(atMs / DAY_MS) * 100}%`,
              // Under a high line, over a low one: there is always room inside.
              ...(percent > 50 ? { top: `${100 - percent}%` } : { bottom: `${percent}%` }),
            }}
          >
            {text}
          </Text>
        ))}
      </div>
      <figcaption>
        {LABELLED_HOURS.map((hour) => (
          <Text key={hour} component="span" size="xs" c="dimmed" className="wv-num">
            {String(hour).padStart(2, '0')}
          </Text>
        ))}
      </figcaption>
      <Text size="xs" className="wv-num">
        {isLit
          ? curve.nowPercent !== null && t('brightness.now', { percent: curve.nowPercent })
          : t('brightness.nowOff')}
      </Text>
    </figure>
  );
}

function Column({ fromMs, untilMs, className }: Span & { className: string }) {
  return <rect className={className} x={x(fromMs)} width={x(untilMs - fromMs)} height={HEIGHT} />;
}

const isRoomy = ({ fromMs, untilMs }: Span): boolean => untilMs - fromMs >= LEAST_LABELLED_MS;

const common = (a: Span, b: Span): Span => ({
  fromMs: Math.max(a.fromMs, b.fromMs),
  untilMs: Math.min(a.untilMs, b.untilMs),
});

/** What of the day ascending spans leave. */
function between(spans: readonly Span[]): Span[] {
  const starts = [0, ...spans.map(({ untilMs }) => untilMs)];
  const ends = [...spans.map(({ fromMs }) => fromMs), DAY_MS];
  return starts
    .map((fromMs, index) => ({ fromMs, untilMs: ends[index] ?? DAY_MS }))
    .filter(({ fromMs, untilMs }) => untilMs > fromMs);
}

const nights = ({ sunriseMs, sunsetMs }: Curve): Span[] =>
  sunriseMs === null || sunsetMs === null ? [] : between([{ fromMs: sunriseMs, untilMs: sunsetMs }]);
