import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { CrewApp } from '../app/crew-app.ts';
import type { CrewState } from '../app/state.ts';
import { tellIn, type Tell } from '../i18n/text.ts';

export const AppContext = createContext<CrewApp | null>(null);

export function useApp(): CrewApp {
  const app = useContext(AppContext);
  if (app === null) throw new TypeError('no app around this view');
  return app;
}

export function useCrew(): CrewState {
  const { store } = useApp();
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useText(): Tell {
  return tellIn(useCrew().settings.language);
}

/** Draws again every so often; for what depends on the time of day. */
export function useTick(everyMs: number): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

export interface Format {
  /** `08.15`, in English `08:15` */
  time(atMs: number): string;
  /** A wall-clock `HH:MM` as the language writes it. */
  timeOfDay(local: string): string;
  /** `22 Nov 08.15` */
  instant(atMs: number): string;
  /** `Minggu, 22 Nov`, of a local date. */
  date(date: string): string;
  /** `1:05` */
  length(ms: number): string;
}

/** In the city's time zone, whatever the phone's is. */
export function useFormat(): Format {
  const { settings, verified } = useCrew();
  const locale = settings.language === 'id' ? 'id-ID' : 'en-GB';
  const timeZone = verified?.day.timeZone ?? 'Asia/Jakarta';
  const text = (options: Intl.DateTimeFormatOptions, at: number | Date) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  const time = (atMs: number) => text({ hour: '2-digit', minute: '2-digit' }, atMs);
  return {
    time,
    timeOfDay: (local) => (settings.language === 'id' ? local.replace(':', '.') : local),
    instant: (atMs) => `${text({ day: 'numeric', month: 'short' }, atMs)} ${time(atMs)}`,
    date: (date) =>
      text(
        { weekday: 'long', day: 'numeric', month: 'short', timeZone: 'UTC' },
        new Date(`${date}T00:00:00Z`),
      ),
    length: (ms) => {
      const seconds = Math.round(ms / 1000);
      return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
    },
  };
}
