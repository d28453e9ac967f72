import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseSpeech, spokenParts } from '../../../core/speech/index.ts';
import cases from './spoken-cases.json' with { type: 'json' };

const table = cases as [written: string, spoken: string][];

/** Scraps of what people write, in any order. */
const SCRAPS = [
  ...[
    'Rp',
    '5',
    '12',
    '007',
    '1.250',
    '3,5',
    '08',
    '2026',
    ' ',
    ' ',
    '-',
    '–',
    '/',
    '.',
    ',',
    ':',
    '%',
    'kg',
    ' m2',
  ],
  ...[
    'November',
    'Jl.',
    's.d.',
    'dll.',
    'RT',
    'RW',
    'WIB',
    'ke-',
    'II',
    '+62',
    '(',
    ')',
    '\n',
    'warga',
    '½',
    '°C',
    '@',
    '.id',
  ],
];
const scribble = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 20 }).map((scraps) => scraps.join(''));

describe('written Indonesian as it is spoken', () => {
  test('the table holds at least two hundred cases, none twice', () => {
    expect(new Set(table.map(([written]) => written)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(table.map(([written]) => written)).size).toBe(table.length);
  });

  test.each(table)('%s', (written, spoken) => {
    expect(normaliseSpeech(written)).toBe(spoken);
  });

  test('no digit is left to the engine, whatever is written', () => {
    fc.assert(
      fc.property(scribble, (text) => {
        expect(normaliseSpeech(text)).not.toMatch(/\p{N}/u);
      }),
      { numRuns: 2000 },
    );
  });

  test('parts lie in order, apart, and where they say', () => {
    fc.assert(
      fc.property(scribble, (text) => {
        let end = 0;
        for (const part of spokenParts(text)) {
          expect(part.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(part.start, part.end)).toBe(part.written);
          end = part.end;
        }
      }),
    );
  });

  test('words without numbers or abbreviations stay as they are', () => {
    const plain =
      'Musim hujan tiba, mari kuras dan tutup tempat penampungan air.\nAjak tetangga kerja bakti!';
    expect(normaliseSpeech(plain)).toBe(plain);
  });
});
