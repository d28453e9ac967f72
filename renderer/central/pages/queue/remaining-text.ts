import type { TFunction } from 'i18next';

const MINUTE_MS = 60_000;
const SOON_MS = 50_000;

/** Time left of a job in words, as roughly as it is known. */
export function remainingText(t: TFunction, remainingMs: number | null): string {
  if (remainingMs === null) return t('queue.counting');
  if (remainingMs < SOON_MS) return t('queue.soon');
  const minutes = Math.max(1, Math.round(remainingMs / MINUTE_MS));
  return minutes < 60
    ? t('queue.minutes', { count: minutes })
    : t('queue.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
