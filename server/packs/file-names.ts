/** Longest name, extension included, that stays readable on a head unit's display. */
const LONGEST = 40;

/**
 * Letters, digits and single dashes of a title, in ASCII: safe on FAT32, in M3U8 and for head units that know no
 * other letters. Never empty, never a reserved DOS device name since callers put a number before it.
 */
export function fatSafe(title: string, longest = LONGEST): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'siaran' : plain;
}

/** `01-title.mp3`; the number, with a letter where a clip is several files, keeps the order by name. */
export const clipName = (number: string, title: string): string =>
  `${number}-${fatSafe(title, LONGEST - number.length - 5)}.mp3`;

/** Sorts after every clip. */
export const LOOP_NAME = '99-putar-ulang.mp3';
