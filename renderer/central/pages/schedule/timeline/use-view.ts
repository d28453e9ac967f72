import { useState } from 'react';

const NARROWEST_MS = 4 * 60_000;

/** The part of the day on view: zoomed around a moment, never beyond the day. */
export function useView(dayStartMs: number, dayEndMs: number) {
  const [chosen, setChosen] = useState<{ startMs: number; endMs: number } | null>(null);
  const inside = chosen && chosen.startMs >= dayStartMs && chosen.endMs <= dayEndMs ? chosen : null;
  const view = inside ?? { startMs: dayStartMs, endMs: dayEndMs };
  const lengthMs = view.endMs - view.startMs;

  const show = (startMs: number, wantedMs: number) => {
    const clampedMs = Math.min(dayEndMs - dayStartMs, Math.max(NARROWEST_MS, wantedMs));
    const fromMs = Math.min(dayEndMs - clampedMs, Math.max(dayStartMs, startMs));
    setChosen(clampedMs >= dayEndMs - dayStartMs ? null : { startMs: fromMs, endMs: fromMs + clampedMs });
  };
  return {
    ...view,
    isWhole: inside === null,
    /** Keeps `aroundMs` where it is; `factor` above 1 shows less time. */
    zoom: (factor: number, aroundMs = view.startMs + lengthMs / 2) => {
      const part = (aroundMs - view.startMs) / lengthMs;
      show(aroundMs - (lengthMs / factor) * part, lengthMs / factor);
    },
    pan: (byMs: number) => show(view.startMs + byMs, lengthMs),
    centre: (atMs: number, wantedMs: number) => show(atMs - wantedMs / 2, wantedMs),
    reset: () => setChosen(null),
  };
}

export type View = ReturnType<typeof useView>;
