import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizePairingCode, pairingCode } from '../../../core/trust/index.ts';
import { shaOf } from './samples.ts';

const key = new Uint8Array(32).fill(1);

describe('the pairing code', () => {
  it('has two groups of five letters nobody confuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (publicKey, name) => {
        expect(pairingCode(publicKey, shaOf(name))).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    );
  });

  it('is another for another key or another root', () => {
    const codes = [
      pairingCode(key, shaOf('a')),
      pairingCode(key, shaOf('b')),
      pairingCode(new Uint8Array(32).fill(2), shaOf('a')),
    ];
    expect(new Set(codes).size).toBe(3);
  });

  it('stays what it was, since two programs of different versions compare it', () => {
    expect(pairingCode(key, '00'.repeat(32))).toBe('1GQCZ-SDH2S');
  });

  it('is recognised however it is typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (publicKey) => {
        const code = pairingCode(publicKey, shaOf('a'));
        const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')}`;
        expect(normalizePairingCode(typed)).toBe(code);
      }),
    );
  });

  it.each(['', '12345', '12345-6789U', '12345-67890-1'])('refuses %j as no code', (typed) => {
    expect(normalizePairingCode(typed)).toBeNull();
  });

  it('is not made from something else than a key and a hash', () => {
    expect(() => pairingCode(new Uint8Array(31), shaOf('a'))).toThrow('raw Ed25519 key');
    expect(() => pairingCode(key, 'abc')).toThrow('root hash');
  });
});
