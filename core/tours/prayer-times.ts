import { CalculationParameters, Coordinates, Madhab, PrayerTimes, Rounding } from 'adhan';
import { PRAYERS, type Prayer } from '../model/city-settings.ts';
import type { GeoPoint } from '../model/screen-settings.ts';
import { civilDate, DAY_MS } from '../time/civil.ts';

/** Added for safety to every time after rounding up to a full minute: the Ministry's "ihtiyat". */
const IHTIYAT_MIN = 2;

/**
 * Times of the obligatory prayers on a civil day (`core/time`'s day number), in epoch ms, as the Indonesian Ministry
 * of Religious Affairs computes them: fajr at 20° and isha at 18° below the horizon, asr by the Shafi shadow, seconds
 * rounded up, two minutes of ihtiyat. Without the ministry's correction for a city's height above the plain, which
 * moves maghrib by a minute or two in the mountains.
 */
export function prayerTimes(location: GeoPoint, day: number): Record<Prayer, number> {
  const kemenag = new CalculationParameters('Other', 20, 18);
  kemenag.madhab = Madhab.Shafi;
  kemenag.rounding = Rounding.Up;
  for (const prayer of PRAYERS) kemenag.adjustments[prayer] = IHTIYAT_MIN;
  const times = new PrayerTimes(
    new Coordinates(location.latitudeDeg, location.longitudeDeg),
    noonOfThisMachine(day),
    kemenag,
  );
  const { fajr, dhuhr, asr, maghrib, isha } = times;
  return {
    fajr: fajr.getTime(),
    dhuhr: dhuhr.getTime(),
    asr: asr.getTime(),
    maghrib: maghrib.getTime(),
    isha: isha.getTime(),
  };
}

/** The package reads the calendar date off a `Date` in the machine's own zone, so the date is put there. */
function noonOfThisMachine(day: number): Date {
  const { year, month, day: ofMonth } = civilDate(day);
  const utcNoonMs = Date.UTC(year, month - 1, ofMonth) + DAY_MS / 2;
  return new Date(utcNoonMs + new Date(utcNoonMs).getTimezoneOffset() * 60_000);
}
