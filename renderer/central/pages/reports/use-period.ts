import { useState } from 'react';
import { addDays, fromLocal } from '../../../ui/zone-time.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';

export const PRESETS = { today: 1, week: 7, month: 30 } as const;
export type Preset = keyof typeof PRESETS;

/** The days a report covers, both included, as whole local days of the city. */
export function usePeriod() {
  const { timeZone, isoDate } = useFormat();
  const today = isoDate(useNowMs(60_000));
  const [days, setDays] = useState<[string, string] | null>(null);
  const [from, to] = days ?? [addDays(today, 1 - PRESETS.week), today];
  return {
    from,
    to,
    fromMs: fromLocal(timeZone, `${from}T00:00:00`),
    toMs: fromLocal(timeZone, `${addDays(to, 1)}T00:00:00`),
    setDays: (first: string, last: string) => setDays([first, last]),
    usePreset: (preset: Preset) => setDays([addDays(today, 1 - PRESETS[preset]), today]),
  };
}

export type Period = ReturnType<typeof usePeriod>;
