const MONDAY_MS = Date.UTC(2024, 0, 1);

/** Short names from Monday to Sunday. */
export function weekdayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(MONDAY_MS + day * 86_400_000));
}
