import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayPlanView } from '../../../../../core/api/schedule.ts';
import { useFormat } from '../../../hooks/use-format.ts';
import { useWithdrawn } from '../use-withdrawn.ts';
import { LaneCanvas } from './LaneCanvas.tsx';
import { laneColor } from './lane-color.ts';
import { firstEndingAfter, lanesOf, slotAt } from './lanes.ts';
import { TimeAxis } from './TimeAxis.tsx';
import type { View } from './use-view.ts';
import './ZoneTimeline.css';

interface Props {
  zone: DayPlanView['zones'][number];
  view: View;
  nowMs: number | null;
  selectedMs: number | null;
  onSelect: (atMs: number) => void;
}

const DRAG_PX = 5;

/** One zone's day: a row per announcement, a line at now, and a cursor moved by pointer or arrow keys. */
export function ZoneTimeline({ zone, view, nowMs, selectedMs, onSelect }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const drag = useRef<{ x: number; moved: boolean } | null>(null);
  const { slots } = zone;
  const withdrawn = useWithdrawn();
  const lanes = useMemo(() => lanesOf(slots), [slots]);
  const lengthMs = view.endMs - view.startMs;
  const msAt = (event: PointerEvent) =>
    view.startMs +
    ((event.clientX - event.currentTarget.getBoundingClientRect().left) / Math.max(1, width)) * lengthMs;
  const percentAt = (atMs: number) => `${((atMs - view.startMs) / lengthMs) * 100}%`;
  const isOnView = (atMs: number | null): atMs is number =>
    atMs !== null && atMs >= view.startMs && atMs < view.endMs;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === '+') view.zoom(2, selectedMs ?? undefined);
    if (event.key === '-') view.zoom(0.5, selectedMs ?? undefined);
    if (step === 0) return;
    event.preventDefault();
    const here = firstEndingAfter(slots, selectedMs ?? nowMs ?? view.startMs);
    const next = slots[Math.min(slots.length - 1, Math.max(0, here + (selectedMs === null ? 0 : step)))];
    if (!next) return;
    onSelect(next.startMs);
    if (!isOnView(next.startMs)) view.centre(next.startMs, lengthMs);
  };
  const onPointerMove = (event: PointerEvent) => {
    setHoverMs(msAt(event));
    if (!drag.current || event.buttons === 0) return;
    const byPx = event.clientX - drag.current.x;
    if (!drag.current.moved && Math.abs(byPx) < DRAG_PX) return;
    drag.current = { x: event.clientX, moved: true };
    if (!view.isWhole) view.pan((-byPx / Math.max(1, width)) * lengthMs);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (drag.current && !drag.current.moved) onSelect(msAt(event));
    drag.current = null;
  };

  const selected = selectedMs === null ? undefined : slotAt(slots, selectedMs);
  return (
    <div className="wv-zone">
      <div className="wv-zone-labels">
        {lanes.map((lane, index) => (
          <div
            key={lane.announcementId}
            className="wv-lane-label"
            data-withdrawn={withdrawn.has(lane.announcementId) || undefined}
          >
            <i style={{ background: laneColor(index, lane.emergency) }} aria-hidden />
            <span title={lane.title}>{lane.title}</span>
            <small className="wv-num">
              {t('timeline.lane', {
                plays: format.number(lane.slots.length),
                time: format.duration(lane.airTimeMs),
              })}
            </small>
          </div>
        ))}
      </div>
      <div
        ref={ref}
        className="wv-zone-lanes"
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.label', { zone: t(`zone.${zone.zone}`) })}
        aria-valuemin={view.startMs}
        aria-valuemax={view.endMs}
        aria-valuenow={selectedMs ?? view.startMs}
        aria-valuetext={
          selected
            ? t('timeline.slotText', { time: format.timeSeconds(selected.startMs), title: selected.title })
            : t('timeline.pick')
        }
        onKeyDown={onKeyDown}
        onPointerDown={(event) => (drag.current = { x: event.clientX, moved: false })}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => {
          setHoverMs(null);
          drag.current = null;
        }}
      >
        {lanes.map((lane, index) => (
          <div
            key={lane.announcementId}
            className="wv-lane"
            data-withdrawn={withdrawn.has(lane.announcementId) || undefined}
          >
            <LaneCanvas
              lane={lane}
              startMs={view.startMs}
              endMs={view.endMs}
              widthPx={width}
              color={laneColor(index, lane.emergency)}
            />
          </div>
        ))}
        {isOnView(nowMs) && <div className="wv-now" style={{ left: percentAt(nowMs) }} />}
        {isOnView(selectedMs) && <div className="wv-cursor" style={{ left: percentAt(selectedMs) }} />}
        {isOnView(hoverMs) && <div className="wv-hover" style={{ left: percentAt(hoverMs) }} />}
        <TimeAxis startMs={view.startMs} endMs={view.endMs} widthPx={width} />
      </div>
      <Text size="xs" c="dimmed" className="wv-zone-hint wv-num" truncate>
        {hoverMs !== null &&
          t('timeline.slotText', {
            time: format.timeSeconds(hoverMs),
            title: slotAt(slots, hoverMs)?.title ?? t('timeline.nothing'),
          })}
      </Text>
    </div>
  );
}
