/** Times of day, as announcers say them: `07.30` is "tujuh lewat tiga puluh menit". */
import { spellInteger } from '../numbers.ts';
import { NUMBER_END, rule, type Rule } from '../rule.ts';

const TIME = '([01]?\\d|2[0-4])[.:]([0-5]\\d)(?:[.:]([0-5]\\d))?';
/** After these it is already said that a time follows. */
const SAID_BEFORE = /(?:\b(?:pukul|pkl\.?|jam|sampai|hingga|dengan|dan|atau)|s\.?\/?d\.?|[-–—])\s*$/i;

function sayTime(hours: string, minutes: string, seconds: string | undefined): string {
  const hour = Number(hours) === 0 ? 'nol nol' : spellInteger(Number(hours));
  const withMinutes = Number(minutes) === 0 ? hour : `${hour} lewat ${spellInteger(Number(minutes))} menit`;
  return seconds === undefined || Number(seconds) === 0
    ? withMinutes
    : `${withMinutes} ${spellInteger(Number(seconds))} detik`;
}

const announced = (spoken: string, before: string): string =>
  SAID_BEFORE.test(before) ? spoken : `pukul ${spoken}`;

const isTime = (hours: string, minutes: string): boolean => Number(hours) < 24 || Number(minutes) === 0;

export const TIMES: readonly Rule[] = [
  rule(
    'time',
    `${TIME}\\s?[-–—]\\s?${TIME}${NUMBER_END}`,
    ([, h1 = '', m1 = '', s1, h2 = '', m2 = '', s2], before) =>
      isTime(h1, m1) && isTime(h2, m2)
        ? announced(`${sayTime(h1, m1, s1)} sampai ${sayTime(h2, m2, s2)}`, before)
        : null,
  ),
  rule('time', `${TIME}${NUMBER_END}`, ([, hours = '', minutes = '', seconds], before) =>
    isTime(hours, minutes) ? announced(sayTime(hours, minutes, seconds), before) : null,
  ),
];
