import fc from 'fast-check';
import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { zipOf } from '../../../server/packs/archive.ts';
import type { Clip } from '../../../server/packs/clips.ts';
import { clipName, fatSafe } from '../../../server/packs/file-names.ts';
import { runSheetPdf } from '../../../server/packs/run-sheet.ts';

const clip = (number: number, title: string, script: string): Clip => ({
  number,
  announcementId: `a${String(number)}`,
  title,
  script,
  agencyName: 'Dinas Kominfo',
  areaNames: [],
  durationMs: 15_000,
  validFromMs: 0,
  lastAirMs: 1,
  rendition: {
    kind: 'audio',
    sha256: '0'.repeat(64),
    bytes: 1,
    mimeType: 'audio/mpeg',
    widthPx: null,
    heightPx: null,
    fit: null,
    durationMs: 15_000,
    voicing: 'horn',
    chunkSha256: ['0'.repeat(64)],
  },
  approvalSha256: '0'.repeat(64),
});

it('any title becomes a name that FAT32, M3U8 and old head units can take', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.string({ unit: 'grapheme' }), (number, title) => {
      expect(clipName(number, title)).toMatch(/^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*\.mp3$/);
      expect(clipName(number, title).length).toBeLessThanOrEqual(40);
    }),
  );
  expect(fatSafe('Pekan Imunisasi Anak: KIA & Posyandu!')).toBe('pekan-imunisasi-anak-kia-posyandu');
  expect(fatSafe('../../etc')).toBe('etc');
  expect(fatSafe('日本')).toBe('siaran');
});

it('an archive keeps the order it is given, because head units play in the order a stick was written', async () => {
  const names = ['02-b.mp3', '01-a.mp3', 'manifest.json'];
  const zip = await buffer(
    zipOf(
      names.map((path) => ({ path, bytes: Buffer.from(path) })),
      new Date(2026, 0, 1),
    ),
  );
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);
  const archive = await open(zip, { lazyEntries: false });
  const found: string[] = [];
  archive.on('entry', (entry: Entry) => found.push(entry.fileName));
  await new Promise((resolve) => archive.once('end', resolve));
  expect(found).toEqual(names);
});

it('a run sheet is a PDF of as many pages as its texts need', async () => {
  const sheet = (clips: Clip[]) =>
    runSheetPdf({
      cityName: 'Kota Uji',
      unitName: 'Mobil 1',
      plate: '',
      dateText: 'Minggu, 22 November 2026',
      demo: true,
      clips,
      loopDurationMs: 60_000,
      formatInstant: String,
    });
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
  const short = await sheet([clip(1, 'KTP-el', '')]);
  expect(short.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pagesOf(short)).toBe(1);
  const long = Array.from({ length: 40 }, (_, index) => clip(index + 1, 'Siaran', 'Warga kota, '.repeat(40)));
  expect(pagesOf(await sheet(long))).toBeGreaterThan(8);
});
