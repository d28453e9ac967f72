/** Numbers with units, ranges, fractions and parts of a hundred. */
import { NUMBER, spellNumber } from '../read-number.ts';
import { rule, type Rule } from '../rule.ts';

const UNITS: Record<string, string> = {
  ...{ kg: 'kilogram', g: 'gram', gr: 'gram', mg: 'miligram', ton: 'ton', kw: 'kilowatt' },
  ...{ km: 'kilometer', m: 'meter', cm: 'sentimeter', mm: 'milimeter', ha: 'hektare', hm: 'hektometer' },
  ...{ m2: 'meter persegi', 'm²': 'meter persegi', km2: 'kilometer persegi', 'km²': 'kilometer persegi' },
  ...{
    m3: 'meter kubik',
    'm³': 'meter kubik',
    l: 'liter',
    lt: 'liter',
    ltr: 'liter',
    ml: 'mililiter',
    cc: 'sentimeter kubik',
  },
  ...{ kwh: 'kilowatt jam', w: 'watt', v: 'volt', va: 'volt ampere', mw: 'megawatt' },
  ...{
    '%': 'persen',
    '°c': 'derajat Celsius',
    '°': 'derajat',
    gb: 'gigabita',
    mb: 'megabita',
    mbps: 'megabit per detik',
  },
  ...{
    mnt: 'menit',
    dtk: 'detik',
    thn: 'tahun',
    th: 'tahun',
    bln: 'bulan',
    hr: 'hari',
    org: 'orang',
    bh: 'buah',
    lbr: 'lembar',
  },
};

/** `kg` → kilogram; undefined for what is no unit. */
export const unitName = (unit: string): string | undefined => UNITS[unit.toLowerCase()];

const escaped = Object.keys(UNITS).toSorted((a, b) => b.length - a.length);
const UNIT = `(${escaped.join('|')})(?:/(jam|detik|menit|hari|orang|bulan|tahun|m2|m²|ha|kg))?(?![\\p{L}\\p{N}²³])`;
const DASH = '\\s?[-–—]\\s?';
const FRACTIONS: Record<string, string> = {
  '1/2': 'setengah',
  '1/3': 'sepertiga',
  '2/3': 'dua pertiga',
  '1/4': 'seperempat',
  '3/4': 'tiga perempat',
  '½': 'setengah',
  '¼': 'seperempat',
  '¾': 'tiga perempat',
};

function withUnit(spoken: string, unit: string, per: string | undefined): string {
  const name = unitName(unit) ?? unit;
  return `${spoken} ${name}${per === undefined ? '' : ` per ${unitName(per) ?? per}`}`;
}

const sayFraction = (written: string): string | null => FRACTIONS[written] ?? null;

export const MEASURES: readonly Rule[] = [
  // Below zero only before degrees; elsewhere a dash is a dash.
  rule('measure', `[-−](${NUMBER})\\s?${UNIT}`, ([, number = '', unit = '', per], before) =>
    unit.startsWith('°') && /(?:^|[\s(])$/.test(before)
      ? withUnit(`minus ${spellNumber(number)}`, unit, per)
      : null,
  ),
  rule('measure', `(${NUMBER})${DASH}(${NUMBER})\\s?${UNIT}`, ([, from = '', to = '', unit = '', per]) =>
    withUnit(`${spellNumber(from)} sampai ${spellNumber(to)}`, unit, per),
  ),
  rule(
    'measure',
    `(${NUMBER})\\s?[x×]\\s?(${NUMBER})\\s?${UNIT}`,
    ([, one = '', other = '', unit = '', per]) =>
      withUnit(`${spellNumber(one)} kali ${spellNumber(other)}`, unit, per),
  ),
  rule(
    'measure',
    `(\\d+)\\s(1/[234]|[23]/[34])(?:\\s?${UNIT})?(?![\\d/])`,
    ([, whole = '', part = '', unit, per]) => {
      const fraction = sayFraction(part);
      if (fraction === null) return null;
      const spoken = `${spellNumber(whole)} ${fraction}`;
      return unit === undefined ? spoken : withUnit(spoken, unit, per);
    },
  ),
  rule('measure', `(1/[234]|[23]/[34])(?![\\d/])(?:\\s?${UNIT})?`, ([, part = '', unit, per]) => {
    const fraction = sayFraction(part);
    return fraction === null || unit === undefined ? fraction : withUnit(fraction, unit, per);
  }),
  rule('measure', `(?:(\\d+)\\s?)?([½¼¾])(?:\\s?${UNIT})?`, ([, whole, part = '', unit, per]) => {
    const fraction = sayFraction(part) ?? '';
    const spoken = whole === undefined ? fraction : `${spellNumber(whole)} ${fraction}`;
    return unit === undefined ? spoken : withUnit(spoken, unit, per);
  }),
  rule('measure', `(${NUMBER})\\s?${UNIT}`, ([, number = '', unit = '', per]) =>
    withUnit(spellNumber(number), unit, per),
  ),
  // `2x24 jam`, `3x sehari`
  rule(
    'measure',
    `(\\d+)\\s?[x×]\\s?(\\d+)(?![\\p{L}\\p{N}])`,
    ([, one = '', other = '']) => `${spellNumber(one)} kali ${spellNumber(other)}`,
  ),
  rule('measure', `(\\d+)\\s?[x×](?=\\s)`, ([, times = '']) => `${spellNumber(times)} kali`),
];
