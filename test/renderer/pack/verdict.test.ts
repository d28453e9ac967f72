import { describe, expect, it } from 'vitest';
import type { PackCheck, PackCheckFile } from '../../../core/model/pack-check.ts';
import { airState, match, verdictOf } from '../../../renderer/pack/verdict.ts';

const HOUR_MS = 3_600_000;
const file = (path: string, changes: Partial<PackCheckFile> = {}): PackCheckFile => ({
  path,
  title: path,
  sha256: '0'.repeat(64),
  bytes: 1,
  fromMs: null,
  lastAirMs: null,
  ...changes,
});
const pack = (...paths: string[]): PackCheck => ({
  kind: 'unit',
  cityName: 'Kota Uji',
  name: 'Mobil 1',
  demo: true,
  timeZone: 'Asia/Jakarta',
  from: '2026-11-22',
  until: '2026-11-22',
  issuedAtMs: 0,
  files: paths.map((path) => file(path)),
});
const picked = (...paths: string[]) => paths.map((path) => ({ path, bytes: 1 }));

describe('finding the pack’s files among those that were chosen', () => {
  it('does not mind the folder they were put in, nor the case FAT32 gave them', () => {
    const found = match(
      pack('01-ktp.mp3', 'bagian-1/02-pbb.mp3'),
      picked('STIK/BAGIAN-1/02-PBB.MP3', 'STIK/01-KTP.mp3'),
    );
    expect(found).toEqual({ picked: [1, 0], strangers: [] });
  });

  it('takes the file of the pack and not a copy deeper down, which is a stranger', () => {
    const found = match(pack('01-ktp.mp3'), picked('stik/lama/01-ktp.mp3', 'stik/01-ktp.mp3'));
    expect(found).toEqual({ picked: [1], strangers: ['stik/lama/01-ktp.mp3'] });
  });

  it('tells of what a head unit would play and nobody put there, not of what it would not', () => {
    const others = [
      'stik/lagu.mp3',
      'stik/PERIKSA.html',
      'stik/manifest.json',
      'stik/System Volume Information/x',
    ];
    expect(match(pack('01-ktp.mp3'), picked('stik/01-ktp.mp3', ...others)).strangers).toEqual([
      'stik/lagu.mp3',
    ]);
  });

  it('goes by bare names where single files were chosen', () => {
    expect(match(pack('bagian-1/01-ktp.mp3', '02-pbb.mp3'), picked('01-ktp.mp3')).picked).toEqual([
      0,
      undefined,
    ]);
  });
});

describe('when a file may be heard', () => {
  const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const at = Date.UTC(2026, 10, 22, 12);
  it.each([
    [null, null, 'always'],
    [null, at, 'expired'],
    [null, at + 1, 'ends_today'],
    [null, at + 24 * HOUR_MS, 'valid'],
    [at + HOUR_MS, at + 2 * HOUR_MS, 'not_yet'],
  ] as const)('from %s until %s: %s', (fromMs, lastAirMs, state) => {
    expect(airState(file('a.mp3', { fromMs, lastAirMs }), at, dayOf)).toBe(state);
  });
});

it('the verdict names what is most harmful first, and is good only when every file was read and may be heard', () => {
  expect(verdictOf(['unchecked'], ['valid'], [])).toBe('unchecked');
  expect(verdictOf(['unchecked'], ['expired'], [])).toBe('expired');
  expect(verdictOf(['intact', 'broken', 'missing'], ['expired', 'valid', 'valid'], ['x.mp3'])).toBe('broken');
  expect(verdictOf(['intact'], ['expired'], ['x.mp3'])).toBe('strangers');
  expect(verdictOf(['intact', 'missing'], ['valid', 'valid'], [])).toBe('incomplete');
  expect(verdictOf(['intact', 'unchecked'], ['valid', 'valid'], [])).toBe('incomplete');
  expect(verdictOf(['intact'], ['expired'], [])).toBe('expired');
  expect(verdictOf(['intact', 'checking'], ['valid', 'valid'], [])).toBe('checking');
  expect(verdictOf(['intact'], ['ends_today'], [])).toBe('good');
});
