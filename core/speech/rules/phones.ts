/** Numbers one dials or copies down: digit by digit, in groups, with a breath between. */
import { spellDigits } from '../numbers.ts';
import { NUMBER_END, rule, type Rule } from '../rule.ts';

/** Words after which a number is dialled or written down, not counted. */
const DIALLED =
  /(?:\b(?:hubungi|telepon|telpon|telp|tlp|hp|wa|whatsapp|kontak|call center|call centre|hotline|sms|faks|faksimile|nik|npwp|nop|rekening|rek|kode pos|kode|layanan|darurat|nomor|no|ekstensi|ext|pin|atau|dan|ke)\b[\s.:]*)$/i;
/** What is counted is no call: "119 orang". */
const COUNTED =
  /^\s*(?:orang|warga|jiwa|paket|meter|kilo|kepala|kk\b|rumah|unit|kasus|kali|hari|jam|menit|bulan|tahun|peserta|anak|lansia|desa|kelurahan|titik|ribu|juta|miliar|persen|%|kg|km|siswa|dosis|buah|kotak|kantong)/i;

const GROUP = 4;

/** Groups as they are written; an unbroken number is broken into fours. */
function sayDialled(written: string): string {
  const groups = written.match(/\d+/g) ?? [];
  const broken = groups.flatMap((group) =>
    group.length <= GROUP + 1 ? [group] : (group.match(new RegExp(`\\d{1,${GROUP}}`, 'g')) ?? []),
  );
  const plus = written.startsWith('+') ? 'plus ' : '';
  return plus + broken.map(spellDigits).join(', ');
}

const digitsIn = (written: string): number => written.replace(/\D/g, '').length;

export const PHONES: readonly Rule[] = [
  // Mobile and area codes: 08xx, 021, +62.
  rule(
    'phone',
    `(?:\\+62|\\(0\\d{2,3}\\)|08\\d{1,2}|0[2-79]\\d{1,2})(?:[\\s.-]{0,2}\\d{2,8}){1,4}${NUMBER_END}`,
    ([written]) => {
      const digits = digitsIn(written);
      return digits >= 8 && digits <= 15 ? sayDialled(written) : null;
    },
  ),
  // 112, 110, 119, 113, 115, 118, 129: emergency and crisis lines.
  rule('phone', `1(?:1\\d|29)${NUMBER_END}`, ([number], _, after) =>
    COUNTED.test(after) ? null : spellDigits(number),
  ),
  // 1500-xxx and 14xxx lines, identity and account numbers: after a word that says so.
  rule('phone', `\\d{3,}(?:[\\s-]\\d{2,6})*${NUMBER_END}`, ([written], before, after) =>
    DIALLED.test(before) && !COUNTED.test(after) && (digitsIn(written) >= 5 || /^[01]/.test(written))
      ? sayDialled(written)
      : null,
  ),
  // Too long to count: identity cards (16 digits), accounts.
  rule('phone', `\\d{8,}${NUMBER_END}`, ([written]) => sayDialled(written)),
];
