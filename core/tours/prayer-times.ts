import { CalculationParameters, Coordinates, Madhab, PrayerTimes, Rounding } from 'adhan';
import { PRAYERS, type Prayer } from '../model/city-settings.ts';
import type { GeoPoint } from '../model/screen-settings.ts';
import { civilDate, DAY_MS } from '../time/civil.ts';

/** The sun's centre below the horizon, in degrees. At sunset 1°: refraction, half its disc, a plain's own height. */
const FAJR_DEG = 20;
const ISHA_DEG = 18;
const SUNSET_DEG = 1;
/** "Ihtiyat", added for safety after rounding up to a full minute; at noon the whole disc passes the meridian first. */
const IHTIYAT_MIN: Record<Prayer, number> = { fajr: 2, dhuhr: 3, asr: 2, maghrib: 2, isha: 2 };

/**
 * Times of the obligatory prayers on a civil day (`core/time`'s day number), in epoch ms, as the Indonesian Ministry
 * of Religious Affairs (Kementerian Agama) publishes them: Shafi shadow for asr, angles and ihtiyat as above. Equal to
 * the published minute for every place and day of its tests but for a minute of maghrib; high in the mountains, where
 * the ministry counts a city's height, maghrib may be two minutes later.
 */
export function prayerTimes(location: GeoPoint, day: number): Record<Prayer, number> {
  const kemenag = new CalculationParameters('Other', FAJR_DEG, ISHA_DEG, 0, SUNSET_DEG);
  kemenag.madhab = Madhab.Shafi;
  kemenag.rounding = Rounding.Up;
  for (const prayer of PRAYERS) kemenag.adjustments[prayer] = IHTIYAT_MIN[prayer];
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
