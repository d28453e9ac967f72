import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkScript, type ScriptFinding } from '../../../core/script-check/index.ts';

const DAY_MS = 86_400_000;
/** Monday 23 November 2026, 10.00 in Jakarta. */
const NOW_MS = Date.UTC(2026, 10, 23, 3);
const WHEN = { timeZone: 'Asia/Jakarta', nowMs: NOW_MS };
/** Local midnight of a day of November 2026 in Jakarta. */
const november = (day: number): number => Date.UTC(2026, 10, day) - 7 * 3_600_000;

const AIRS_A_WEEK = { validFromMs: november(23), validUntilMs: november(30) };
const AIRS_ON_MONDAY = { validFromMs: november(23), validUntilMs: november(24) };
const AIRS_A_MONTH = { validFromMs: november(23), validUntilMs: november(23) + 30 * DAY_MS };

function check(script: string, validity = AIRS_A_WEEK): ScriptFinding[] {
  return checkScript({ title: 'Layanan', script, tickerText: '', ...validity }, WHEN);
}
const told = (findings: readonly ScriptFinding[]): string[] =>
  findings.map(({ code, text, suggestion }) =>
    [code, text, ...(suggestion === null ? [] : [suggestion])].join(': '),
  );

describe('words that mean another day each day', () => {
  test.each([
    ['Besok pagi datanglah', 'relative_day: Besok: Selasa, 24 November 2026'],
    ['Hari ini gratis', 'relative_day: Hari ini: Senin, 23 November 2026'],
    ['listrik padam nanti malam', 'relative_day: nanti malam: Senin, 23 November 2026 malam'],
    ['sampai besok lusa', 'relative_day: besok lusa: Rabu, 25 November 2026'],
    ['lusa kami tutup', 'relative_day: lusa: Rabu, 25 November 2026'],
    ['kemarin banjir', 'relative_day: kemarin: Minggu, 22 November 2026'],
  ])('“%s” in an announcement of a week', (script, expected) => {
    expect(told(check(script))).toEqual([expected]);
  });

  test('are right in an announcement of one day', () => {
    expect(check('Besok pagi, hari ini, nanti malam', AIRS_ON_MONDAY)).toEqual([]);
  });

  test('“minggu depan” is told only when the announcement airs in two weeks', () => {
    expect(told(check('mulai minggu depan', AIRS_A_WEEK))).toEqual([]);
    expect(told(check('mulai minggu depan', AIRS_A_MONTH))).toEqual(['relative_day: minggu depan']);
  });

  test('inside other words they are no such words', () => {
    expect(check('lusahan, kebesokan, hari-ini')).toEqual([]);
  });

  test('which day is meant follows the city’s clock', () => {
    const atMidnightInJayapura = Date.UTC(2026, 10, 22, 15);
    const content = {
      title: 'x',
      script: 'besok',
      tickerText: '',
      validFromMs: atMidnightInJayapura,
      validUntilMs: atMidnightInJayapura + 2 * DAY_MS,
    };
    const [jayapura] = checkScript(content, { timeZone: 'Asia/Jayapura', nowMs: NOW_MS });
    const [jakarta] = checkScript(content, { timeZone: 'Asia/Jakarta', nowMs: NOW_MS });
    expect([jayapura?.suggestion, jakarta?.suggestion]).toEqual([
      'Selasa, 24 November 2026',
      'Senin, 23 November 2026',
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['Jumat, 29 November 2026', ['weekday_mismatch: Jumat, 29 November 2026: Minggu, 29 November 2026']],
    [
      'hari Senin tanggal 29/11/2026',
      ['weekday_mismatch: Senin tanggal 29/11/2026: Minggu tanggal 29/11/2026'],
    ],
    ['Minggu, 29 November 2026', []],
    ['29 November 2026 (Jumat)', ['weekday_mismatch: 29 November 2026 (Jumat): 29 November 2026 (Minggu)']],
    [
      '29 November 2026, hari Jumat',
      ['weekday_mismatch: 29 November 2026, hari Jumat: 29 November 2026, hari Minggu'],
    ],
    ['29 November 2026 (Minggu, 08.00–12.00)', []],
    ['29 November 2026, Minggu 08.00', []],
    ['25 November 2026, Minggu 29 November 2026', []],
    ['28–29 November 2026 (Sabtu–Minggu)', []],
    ['29 November 2026, Senin sampai Jumat pukul 08.00', []],
    ['31/11/26', ['no_such_date: 31/11/26']],
    ['01/11/26', ['past_date: 01/11/26']],
    ['Jumat, 29-11-26', ['weekday_mismatch: Jumat, 29-11-26: Minggu, 29-11-26']],
    ['17.8.45', []],
    ['map 10/75/20', []],
    ["Jum'at 27 November", ["airs_after_date: Jum'at 27 November"]],
    ['31 November 2026', ['no_such_date: 31 November 2026']],
    ['29 Februari 2027', ['no_such_date: 29 Februari 2027']],
    ['20 November 2026', ['past_date: 20 November 2026']],
    ['20 November', ['past_date: 20 November']],
    ['sejak 1 November 2026', []],
    ['17 Agustus 1945', []],
    ['12 Desember 2026', ['date_after_validity: 12 Desember 2026']],
    ['25 November 2026', ['airs_after_date: 25 November 2026']],
    ['25 dan 29 November 2026', []],
    ['setiap Rabu', []],
    ['Senin sampai Jumat', []],
    ['dua Minggu lagi', []],
    ['dibuka Rabu di Gedung Serbaguna', ['weekday_without_date: Rabu: Rabu, 25 November 2026']],
  ])('“%s” in an announcement of 23 to 29 November', (script, expected) => {
    expect(told(check(script))).toEqual(expected);
  });

  test('a day of the week is enough in an announcement that ends with it', () => {
    const untilFriday = { validFromMs: november(23), validUntilMs: november(28) };
    expect(check('hadir Jumat, mulai pukul tujuh', untilFriday)).toEqual([]);
    expect(told(check('hadir Rabu', untilFriday))).toEqual(['airs_after_date: Rabu']);
  });

  test('a date before the first airing, though still to come', () => {
    const later = { validFromMs: november(27), validUntilMs: november(29) };
    expect(told(check('pada 25 November 2026', later))).toEqual(['date_before_validity: 25 November 2026']);
  });

  test('are looked for in title and ticker too', () => {
    const content = { title: 'Besok', script: '', tickerText: '31 April', ...AIRS_A_WEEK };
    expect(checkScript(content, WHEN).map(({ field, code }) => [field, code])).toEqual([
      ['title', 'relative_day'],
      ['tickerText', 'no_such_date'],
    ]);
  });
});

describe('numbers as they will be spoken', () => {
  test.each([
    ['hubungi 0812-3456-7890', 'phone_spoken', 'info', /^nol delapan satu dua, tiga empat/],
    ['hubungi 0812-3456', 'phone_spoken', 'warning', /^nol delapan/],
    ['Rp 1.250.000', 'amount_spoken', 'info', /^satu juta dua ratus lima puluh ribu rupiah$/],
    ['biaya Rp 50', 'amount_spoken', 'warning', /^lima puluh rupiah$/],
    ['biaya Rp 50 ribu', 'amount_spoken', 'info', /^lima puluh ribu rupiah$/],
    ['Rp 50,000', 'number_ambiguous', 'warning', /^lima puluh ribu rupiah$/],
    ['Rp 1.5 juta', 'number_ambiguous', 'warning', /^satu koma lima juta rupiah$/],
  ])('“%s”', (script, code, level, spoken) => {
    const [finding] = check(script);
    expect(finding).toMatchObject({ code, level });
    expect(finding?.spoken).toMatch(spoken);
  });

  test('an ambiguous one comes with how it is written in Indonesian', () => {
    expect(check('Rp 50,000')[0]?.suggestion).toBe('Rp 50.000');
    expect(check('1.5 kg beras')[0]?.suggestion).toBe('1,5 kg');
  });
});

test.each(['pada {tanggal}', 'di [lokasi]', 'hubungi xxxx', 'tanggal ......', 'waktu TBA'])(
  'a place left to fill in: “%s”',
  (script) => {
    expect(check(script).map(({ code }) => code)).toEqual(['placeholder_left']);
  },
);

test('every finding says what is written where it points, in the order it is written', () => {
  const scraps = [
    'besok',
    'Rabu',
    '31 November',
    ' ',
    ', ',
    '25/11/2026',
    'Rp 50',
    '0812 34',
    '{x}',
    'hari ini',
    '1.5',
  ];
  const scribble = fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(scribble, (script) => {
      let at = 0;
      for (const { span, text } of check(script)) {
        expect(script.slice(span.start, span.end)).toBe(text);
        expect(span.start).toBeGreaterThanOrEqual(at);
        at = span.start;
      }
    }),
  );
});
