import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSsml } from '../../media/speech-text.ts';

describe('a written script made speakable', () => {
  test('times are said as announcers say them', () => {
    expect(toSsml('pukul 21.00 sampai 04.30', 'id')).toBe('<speak>pukul 21 sampai 4 lewat 30 menit</speak>');
  });

  test('emergency numbers are said digit by digit, other numbers are not', () => {
    expect(toSsml('hubungi 112 atau 119, 120 paket', 'id')).toBe(
      '<speak>hubungi 1 1 2 atau 1 1 9, 120 paket</speak>',
    );
  });

  test('there is a pause after each sentence and a longer one between paragraphs', () => {
    const ssml = toSsml('Air naik. Segera pindah!\n\nTerima kasih.', 'id');
    expect(ssml).toBe(
      '<speak>Air naik.<break time="450ms"/>Segera pindah!<break time="900ms"/>Terima kasih.</speak>',
    );
  });

  test('an abbreviation before a lower-case word ends no sentence', () => {
    expect(toSsml('di Jl. kenanga', 'id')).toBe('<speak>di Jl. kenanga</speak>');
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
