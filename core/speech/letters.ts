/** Names of the letters as Indonesians say them. */
const NAMES: Record<string, string> = {
  ...{
    a: 'a',
    b: 'be',
    c: 'ce',
    d: 'de',
    e: 'e',
    f: 'ef',
    g: 'ge',
    h: 'ha',
    i: 'i',
    j: 'je',
    k: 'ka',
    l: 'el',
  },
  ...{ m: 'em', n: 'en', o: 'o', p: 'pe', q: 'ki', r: 'er', s: 'es', t: 'te', u: 'u', v: 've', w: 'we' },
  ...{ x: 'eks', y: 'ye', z: 'zet' },
};

/** Letter by letter; what is no Latin letter is left out. */
export const spellLetters = (letters: string): string =>
  [...letters.toLowerCase()].flatMap((letter) => NAMES[letter] ?? []).join(' ');

export const hasVowel = (word: string): boolean => /[aeiou]/i.test(word);
