import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSignature,
  checkRelease,
  checkReleaseFiles,
  MAX_PAYLOAD_BYTES,
  MAX_RELEASE_BYTES,
  openEnvelope,
  payloadSha256,
  SlotPath,
  signEnvelope,
  type Release,
  type ReleaseFile,
} from '../../../core/trust/index.ts';
import { codeOf, NOW_MS, publisher, root, shaOf, signer, stranger } from './samples.ts';

const maker1 = signer('release 1');
const maker2 = signer('release 2');
const city = root({
  keys: [...root().keys, maker1.publicKey, maker2.publicKey],
  roles: {
    ...root().roles,
    release: { keyids: [maker1.publicKey.keyid, maker2.publicKey.keyid], threshold: 2 },
  },
});
const file = (path: string, changes: Partial<ReleaseFile> = {}): ReleaseFile => ({
  path,
  sha256: shaOf(path),
  bytes: 1000,
  chunkSha256: [shaOf(path)],
  ...changes,
});
const release = (changes: Partial<Release> = {}): Release => ({
  kind: 'release',
  schema: 1,
  version: 7,
  name: 'Wawar 0.2.0',
  builtAtMs: NOW_MS,
  files: [file('kiosk/kiosk.js'), file('player/index.html')],
  entry: { kiosk: 'kiosk/kiosk.js', electron: null },
  ...changes,
});
const signed = (changes: Partial<Release> = {}, signers = [maker1, maker2]) =>
  signEnvelope('release', release(changes), signers);
const held = { version: 7, sha256: payloadSha256(signed()) };

describe('a release', () => {
  it('signed by the release role is taken, first or newer', () => {
    expect(codeOf(checkRelease(signed(), city, null))).toBe('ok');
    expect(codeOf(checkRelease(signed({ version: 8 }), city, held))).toBe('ok');
    expect(codeOf(checkRelease(signed(), city, held))).toBe('ok');
  });

  it.each([
    ['wrong key', signed({}, [stranger, publisher]), 'wrong_key'],
    ['one signature below the threshold', signed({}, [maker1]), 'below_threshold'],
    ['one key twice', addSignature(signed({}, [maker1]), maker1), 'below_threshold'],
    ['rollback', signed({ version: 6 }), 'rollback'],
    ['the same number with other content', signed({ name: 'Wawar 0.2.1' }), 'equivocation'],
    ['a number nobody could follow', signed({ version: Number.MAX_SAFE_INTEGER }), 'version_jump'],
    [
      'a file listed twice but for its case',
      signed({ files: [file('kiosk/kiosk.js'), file('Kiosk/kiosk.js')] }),
      'inconsistent',
    ],
    ['a file inside a file', signed({ files: [file('kiosk/kiosk.js'), file('kiosk')] }), 'inconsistent'],
    ['nothing at its entry', signed({ files: [file('player/index.html')] }), 'inconsistent'],
    ['nothing to start', signed({ entry: { kiosk: null, electron: null } }), 'inconsistent'],
    [
      'chunks of another file (mix-and-match)',
      signed({ files: [file('kiosk/kiosk.js', { bytes: 2 ** 20 + 1 })] }),
      'mix_and_match',
    ],
    [
      'endless data: more than all files may have',
      signed({
        files: [
          file('kiosk/kiosk.js', {
            bytes: MAX_RELEASE_BYTES,
            chunkSha256: Array<string>(1024).fill(shaOf('x')),
          }),
          file('more'),
        ],
      }),
      'too_large',
    ],
  ])('is refused for %s', (_, envelope, code) => {
    expect(codeOf(checkRelease(envelope, city, held))).toBe(code);
  });

  it('is refused before decoding when its statement is endless', () => {
    const payload = 'A'.repeat(Math.ceil(MAX_PAYLOAD_BYTES.release / 3) * 4 + 4);
    expect(codeOf(checkRelease({ ...signed(), payload }, city, held))).toBe('too_large');
  });

  it('cannot pass for another statement, nor another statement for it', () => {
    expect(codeOf(openEnvelope('manifest', signed(), [maker1.publicKey], 1))).toBe('wrong_payload_type');
  });

  it('is refused when the root names no release key', () => {
    expect(codeOf(checkRelease(signed(), root(), null))).toBe('wrong_key');
  });
});

describe('the files of a release', () => {
  const found = new Map(release().files.map(({ path, sha256, bytes }) => [path, { sha256, bytes }]));

  it('are whole when each is what was signed; others beside them do not matter', () => {
    expect(
      codeOf(
        checkReleaseFiles(release(), new Map([...found, ['core.dump', { sha256: shaOf('x'), bytes: 1 }]])),
      ),
    ).toBe('ok');
  });

  it.each([
    ['missing', null],
    ['of another version', { sha256: shaOf('other'), bytes: 1000 }],
    ['of another length', { sha256: shaOf('player/index.html'), bytes: 999 }],
  ])('are refused when one is %s', (_, other) => {
    const mixed = new Map([...found, ['player/index.html', other] as const]);
    expect(checkReleaseFiles(release(), mixed)).toMatchObject({
      ok: false,
      error: { code: 'mix_and_match', detail: expect.stringContaining('player/index.html') },
    });
  });
});

describe('a path in a release', () => {
  it.each(['kiosk/kiosk.js', 'player/assets/index-D3x_9.css', 'LICENSE', '_a/b'])('%s is fine', (path) => {
    expect(SlotPath.safeParse(path).success).toBe(true);
  });

  it.each([
    '../kiosk.js',
    '/etc/passwd',
    'a//b',
    'a/../b',
    '.release.json',
    'a/.b',
    'C:/x',
    'a\\b',
    'nul',
    'x/COM1.txt',
    'a.',
    '',
  ])('%s is refused', (path) => {
    expect(SlotPath.safeParse(path).success).toBe(false);
  });

  it('never climbs out of its folder, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '.', '/', '\\', ':', '-', ' ', '\0') }),
        (path) => {
          if (!SlotPath.safeParse(path).success) return;
          expect(new URL(path, 'file:///slot/').href.startsWith('file:///slot/')).toBe(true);
          expect(path.split('/')).not.toContain('..');
        },
      ),
    );
  });
});
