/** Names of the Indonesian calendar, and dates written with them. */
import { civilDate, dayNumber, daysInMonth, weekday } from '../time/civil.ts';

/** Monday first, as `weekday` counts. */
export const WEEKDAYS = ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'] as const;

export const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;

export const weekdayName = (days: number): string => WEEKDAYS[weekday(days)] ?? '';

/** `Sabtu, 28 November 2026` of a day number. */
export function longDate(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${weekdayName(days)}, ${day} ${MONTHS[month - 1]} ${year}`;
}

/** The year meant; of two digits, up to 39 are of this century, the rest of the last. */
export const yearMeant = (written: string): number => {
  const value = Number(written);
  return written.length === 2 ? value + (value < 40 ? 2000 : 1900) : value;
};

/** Day number of a date; null when the calendar has none such. */
export function dayOf(year: number, month: number, day: number): number | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? dayNumber(year, month, day)
    : null;
}
