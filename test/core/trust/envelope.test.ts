import fc from 'fast-check';
import { createPrivateKey, sign as nodeSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  addSignature,
  fromBase64,
  MAX_PAYLOAD_BYTES,
  maxEnvelopeBytes,
  openEnvelope,
  PAYLOAD_TYPE,
  preAuthEncoding,
  publicKeyOf,
  readEnvelope,
  signEnvelope,
  signerFromSeed,
  toBase64,
  type Envelope,
  type PublicKey,
} from '../../../core/trust/index.ts';
import {
  approval,
  approver,
  codeOf,
  owner1,
  owner2,
  publisher,
  renamedKey,
  renewal,
  shaOf,
  signedApproval,
  stranger,
} from './samples.ts';

const keys = [approver.publicKey];
const encode = (text: string) => new TextEncoder().encode(text);

/** An envelope around bytes that `signEnvelope` would never make. */
function signBytes(payload: Uint8Array): Envelope {
  const unsigned = { payloadType: PAYLOAD_TYPE.approval, payload: toBase64(payload), signatures: [] };
  return addSignature(unsigned, approver);
}

describe('a signed envelope', () => {
  it('opens to what was signed', () => {
    const opened = openEnvelope('approval', signedApproval(), keys, 1);
    expect(opened.ok && opened.value.statement).toEqual(approval());
  });

  it('survives being written and read as JSON', () => {
    const read = readEnvelope('approval', JSON.stringify(signedApproval()));
    expect(read.ok && codeOf(openEnvelope('approval', read.value, keys, 1))).toBe('ok');
  });

  it('has the encoding the DSSE specification gives as its example', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', encode('hello world'));
    expect(new TextDecoder().decode(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('carries signatures that node:crypto makes too', () => {
    const seed = new Uint8Array(32).fill(7);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const message = encode('wawar');
    expect(Buffer.from(signerFromSeed(seed).sign(message))).toEqual(nodeSign(null, message, key));
  });

  it('is refused when any single byte of payload or signature is changed', () => {
    const envelope = signedApproval();
    const signature = envelope.signatures[0];
    const flip = (base64: string, at: number, mask: number) => {
      const bytes = fromBase64(base64) ?? new Uint8Array();
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ mask;
      return toBase64(bytes);
    };
    fc.assert(
      fc.property(fc.boolean(), fc.nat(100_000), fc.integer({ min: 1, max: 255 }), (inPayload, at, mask) => {
        const keyid = signature?.keyid ?? '';
        const changed = inPayload
          ? { ...envelope, payload: flip(envelope.payload, at, mask) }
          : { ...envelope, signatures: [{ keyid, sig: flip(signature?.sig ?? '', at, mask) }] };
        expect(codeOf(openEnvelope('approval', changed, keys, 1))).toBe('bad_signature');
      }),
      { numRuns: 60 },
    );
  });

  it('is refused when any character of its base64 is changed, unused bits included', () => {
    const envelope = signedApproval();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...alphabet), fc.boolean(), (seed, letter, fromEnd) => {
        const { payload } = envelope;
        const at = fromEnd ? payload.length - 1 - (seed % 4) : seed % payload.length;
        fc.pre(payload[at] !== letter);
        const changed = { ...envelope, payload: payload.slice(0, at) + letter + payload.slice(at + 1) };
        expect(openEnvelope('approval', changed, keys, 1).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused as another kind of statement, even by a key trusted for both', () => {
    expect(codeOf(openEnvelope('renewal', signedApproval(), keys, 1))).toBe('wrong_payload_type');
    const relabelled = { ...signedApproval(), payloadType: PAYLOAD_TYPE.renewal };
    expect(codeOf(openEnvelope('renewal', relabelled, keys, 1))).toBe('bad_signature');
  });

  it('[F1] is refused when signed by a stranger', () => {
    expect(codeOf(openEnvelope('approval', signedApproval({}, {}, stranger), keys, 1))).toBe('wrong_key');
  });

  it('[F2] is refused one signature below the threshold', () => {
    const both = [owner1.publicKey, owner2.publicKey];
    const one = signEnvelope('approval', approval(), [owner1]);
    expect(codeOf(openEnvelope('approval', one, both, 2))).toBe('below_threshold');
    expect(codeOf(openEnvelope('approval', addSignature(one, owner2), both, 2))).toBe('ok');
  });

  it.each([0, 1, 63, 65])('is refused, not thrown over, with a signature of %i bytes', (length) => {
    const signatures = [{ keyid: approver.publicKey.keyid, sig: toBase64(new Uint8Array(length)) }];
    expect(codeOf(openEnvelope('approval', { ...signedApproval(), signatures }, keys, 1))).toBe(
      'bad_signature',
    );
  });

  it.each([0x00, 0x02, 0xff])(
    'is refused, not thrown over, under a key of bytes %i that is no point',
    (byte) => {
      const key = publicKeyOf(new Uint8Array(32).fill(byte));
      const signatures = [{ keyid: key.keyid, sig: toBase64(new Uint8Array(64)) }];
      expect(codeOf(openEnvelope('approval', { ...signedApproval(), signatures }, [key], 1))).toBe(
        'bad_signature',
      );
    },
  );

  it('counts a key that signs twice once', () => {
    const twice = addSignature(signEnvelope('approval', approval(), [owner1]), owner1);
    expect(codeOf(openEnvelope('approval', twice, [owner1.publicKey, owner2.publicKey], 2))).toBe(
      'below_threshold',
    );
  });

  it('does not count a key listed under a second name', () => {
    const alias: PublicKey = renamedKey(owner1, 'another name');
    const envelope = signEnvelope('approval', approval(), [owner1]);
    const sig = envelope.signatures[0]?.sig ?? '';
    const twice = { ...envelope, signatures: [...envelope.signatures, { keyid: alias.keyid, sig }] };
    expect(openEnvelope('approval', twice, [owner1.publicKey, alias], 2).ok).toBe(false);
  });

  it('opens in spite of further signatures that mean nothing here', () => {
    const envelope = signEnvelope('approval', approval(), [stranger, publisher, approver]);
    expect(codeOf(openEnvelope('approval', envelope, keys, 1))).toBe('ok');
  });

  it('treats a threshold of none as one', () => {
    expect(codeOf(openEnvelope('approval', signedApproval({}, {}, stranger), keys, 0))).toBe('wrong_key');
  });
});

describe('a payload with a good signature', () => {
  const canonical = () => new TextDecoder().decode(fromBase64(signedApproval().payload) ?? new Uint8Array());

  it('[F55] is refused whole for one unknown field', () => {
    const withField = canonical().replace('{"announcement"', '{"aaa":1,"announcement"');
    expect(codeOf(openEnvelope('approval', signBytes(encode(withField)), keys, 1))).toBe('unknown_schema');
  });

  it.each([
    ['a space between fields', (json: string) => json.replace(',"kind"', ', "kind"')],
    ['a field given twice', (json: string) => json.replace('{"announcement"', '{"schema":1,"announcement"')],
    ['another spelling of a number', (json: string) => json.replace('"revision":1', '"revision":1.0')],
    ['an escaped letter', (json: string) => json.replace('"approval"', '"\\u0061pproval"')],
    ['a lone surrogate', (json: string) => json.replace('Perekaman', '\\ud800')],
    ['text the schema would trim', (json: string) => json.replace('"Perekaman', '" Perekaman')],
  ])('is refused as not canonical for %s', (_, change) => {
    const changed = change(canonical());
    expect(changed).not.toBe(canonical());
    expect(codeOf(openEnvelope('approval', signBytes(encode(changed)), keys, 1))).toBe('not_canonical');
  });

  it.each([
    ['broken UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)],
    ['no JSON', encode('{')],
    ['nothing', new Uint8Array()],
    ['endless nesting', encode('['.repeat(100_000))],
  ])('is refused for %s', (_, payload) => {
    expect(codeOf(openEnvelope('approval', signBytes(payload), keys, 1))).toBe('unknown_schema');
  });

  it('is refused before decoding when larger than its kind may be', () => {
    const payload = 'A'.repeat(Math.ceil(MAX_PAYLOAD_BYTES.approval / 3) * 4 + 4);
    expect(codeOf(openEnvelope('approval', { ...signedApproval(), payload }, keys, 1))).toBe('too_large');
  });
});

describe('reading an envelope', () => {
  it('[F7] refuses endless data before parsing it', () => {
    expect(codeOf(readEnvelope('renewal', ' '.repeat(maxEnvelopeBytes('renewal') + 1)))).toBe('too_large');
  });

  it('takes the largest payload there may be', () => {
    const payload = 'A'.repeat(Math.floor(MAX_PAYLOAD_BYTES.manifest / 3) * 4);
    const json = JSON.stringify({ ...signedApproval(), payload });
    expect(codeOf(readEnvelope('manifest', json))).toBe('ok');
  });

  it.each(['', '[]', '{"payload":""}', 'null'])('refuses %j as no envelope', (json) => {
    expect(codeOf(readEnvelope('approval', json))).toBe('malformed_envelope');
  });
});

describe('signing', () => {
  const manyRenditions = Array.from({ length: 500 }, (_, at) => ({
    kind: 'video' as const,
    sha256: shaOf(String(at)),
    bytes: Number.MAX_SAFE_INTEGER,
    widthPx: 8192,
    heightPx: 8192,
    fit: 'contain' as const,
  }));

  it('refuses what its readers would refuse, and has room for the fullest honest approval', () => {
    const strange = { ...renewal(), extra: true };
    expect(() => signEnvelope('renewal', strange, [publisher])).toThrow('does not fit its schema');
    const full = Array.from({ length: 500 }, (_, at) => `area-${at}`.padEnd(64, '0'));
    const huge = { script: '\u{1F4E2}'.repeat(2000), areaIds: full, renditions: manyRenditions };
    expect(() => signEnvelope('approval', approval(huge), [approver])).not.toThrow();
  });
});

describe('base64', () => {
  it('round-trips any bytes and agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
    const long = new Uint8Array(100_001).map((_, at) => at * 7);
    expect(toBase64(long)).toBe(Buffer.from(long).toString('base64'));
  });

  it.each(['A', 'QQ', 'QR==', 'QQ=A', '====', 'Q===', 'QQ==QQ==', 'QéA=', 'QUJ='])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
