import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSsml } from '../../media/speech-text.ts';

describe('a written script made speakable', () => {
  test('numbers and abbreviations are words before an engine sees them', () => {
    expect(toSsml('Hubungi 112, pukul 21.00 WIB.', 'id')).toBe(
      '<speak>Hubungi satu satu dua, pukul dua puluh satu Waktu Indonesia Barat.</speak>',
    );
  });

  test('another language is left to its own engine', () => {
    expect(toSsml('Call 112', 'en')).toBe('<speak>Call 112</speak>');
  });

  test('there is a pause after each sentence and a longer one between paragraphs', () => {
    const ssml = toSsml('Air naik. Segera pindah!\n\nTerima kasih.', 'id');
    expect(ssml).toBe(
      '<speak>Air naik.<break time="450ms"/>Segera pindah!<break time="900ms"/>Terima kasih.</speak>',
    );
  });

  test('an abbreviation before a lower-case word ends no sentence', () => {
    expect(toSsml('di Jl. kenanga', 'id')).toBe('<speak>di Jalan kenanga</speak>');
  });

  test('no text adds markup or phonemes of its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', '[', ']', '/', 'a', '. ', '\n', 'B') }),
        (text) => {
          const inside = toSsml(text, 'id').slice('<speak>'.length, -'</speak>'.length);
          const ownMarkup = inside.replaceAll(/<break time="\d+ms"\/>/g, '');
          expect(ownMarkup).not.toMatch(/[<>[\]]/);
        },
      ),
    );
  });
});
