import { execFile } from 'node:child_process';
import fc from 'fast-check';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { spokenScript } from '../../../server/jobs/spoken-script.ts';
import { zipOf } from '../../../server/packs/archive.ts';
import type { Clip } from '../../../server/packs/clips.ts';
import { clipName, fatSafe, LOOP_NAME } from '../../../server/packs/file-names.ts';
import { findingsOf, saysDate } from '../../../server/packs/findings.ts';
import { layOut, m3u8 } from '../../../server/packs/layout.ts';
import { runSheetPdf, type SheetLine } from '../../../server/packs/run-sheet.ts';
import { toAscii } from '../../../server/packs/plain-text.ts';
import { greetedArea } from '../../../server/packs/sounds.ts';
import { inTourOrder } from '../../../server/packs/tour-order.ts';
import { endText } from '../../../server/packs/texts.ts';
import { unzip } from '../../e2e/support/unzip.ts';
import { workFolder } from '../../support/work-folder.ts';

const run = promisify(execFile);
const DAY = { startMs: Date.UTC(2026, 10, 21, 17), endMs: Date.UTC(2026, 10, 22, 17) };

const clip = (number: number, changes: Partial<Clip> = {}): Clip => ({
  number,
  announcementId: `a${String(number)}`,
  title: 'Siaran',
  script: 'Sampai tanggal 5 Desember.',
  agencyName: 'Dinas Kominfo',
  areaIds: [],
  areaNames: [],
  durationMs: 15_000,
  validFromMs: 0,
  lastAirMs: DAY.endMs + 1,
  emergency: false,
  evergreen: false,
  saysEnd: false,
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
  ...changes,
});
const sounds = (...titles: string[]) => titles.map((title) => ({ title }));

it('any title becomes a name that FAT32, M3U8 and old head units can take', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.string({ unit: 'grapheme' }), (number, title) => {
      const name = clipName(`${String(number).padStart(2, '0')}a`, title);
      expect(name).toMatch(/^\d\d+a-[a-z0-9]+(?:-[a-z0-9]+)*\.mp3$/);
      expect(name.length).toBeLessThanOrEqual(40);
    }),
  );
  expect(fatSafe('Pekan Imunisasi Anak: KIA & Posyandu!')).toBe('pekan-imunisasi-anak-kia-posyandu');
  expect(fatSafe('../../etc')).toBe('etc');
  expect(fatSafe('日本')).toBe('siaran');
});

it('names sort into the order of playing, and no folder holds more than 99 sounds', () => {
  const titles = fc.array(fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 4 }), {
    maxLength: 130,
  });
  fc.assert(
    fc.property(titles, (clips) => {
      const laid = layOut(clips.map((parts) => sounds(...parts)));
      expect(laid.map(({ sound }) => sound.title)).toEqual(clips.flat());
      const paths = laid.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      const folders = Map.groupBy(paths, (path) => (path.includes('/') ? dirname(path) : ''));
      for (const [folder, own] of folders) {
        const here = folder === '' ? [...own, LOOP_NAME] : own;
        expect(here.length).toBeLessThanOrEqual(99);
        expect(here.toSorted()).toEqual(here);
      }
    }),
    { numRuns: 60 },
  );
  expect(layOut([sounds('Nada', 'KTP-el'), sounds('PBB')]).map(({ path }) => path)).toEqual([
    '01a-nada.mp3',
    '01b-ktp-el.mp3',
    '02-pbb.mp3',
  ]);
});

it('a FAT32 stick written from the archive lists its sounds in the order they are to be heard', async () => {
  const folder = await workFolder();
  // By name the third would be first, and the long names take several directory slots each.
  const laid = layOut(
    Array.from({ length: 60 }, (_, index) =>
      sounds(`Nada ${String(index)}`, `Zebra ${'a'.repeat(index % 30)}`),
    ),
  );
  const paths = [...laid.map(({ path }) => path), LOOP_NAME, 'daftar-putar.m3u8', 'PERIKSA.html'];
  const contents = paths.map((path) => ({ path, bytes: Buffer.from(path) }));
  const unpacked = join(folder, 'unpacked');
  expect(await unzip(await buffer(zipOf(contents, new Date(2026, 0, 1))), unpacked)).toEqual(paths);

  const image = join(folder, 'stick.img');
  // 80,000 sectors of one cluster each: above the 65,525 clusters below which it would be FAT16.
  await run('mformat', ['-i', image, '-C', '-F', '-c', '1', '-T', '80000', '::']);
  const folders = [...new Set(paths.flatMap((path) => (path.includes('/') ? [dirname(path)] : [])))];
  for (const name of folders) await run('mmd', ['-i', image, `::${name}`]);
  for (const name of ['', ...folders]) {
    const own = paths.filter((path) => (path.includes('/') ? dirname(path) : '') === name);
    await run('mcopy', ['-i', image, ...own.map((path) => join(unpacked, path)), `::${name}`]);
    const { stdout } = await run('mdir', ['-b', '-i', image, `::${name}`]);
    const listed = stdout.split(/\r?\n/).flatMap((line) => (line.startsWith('::/') ? [line.slice(3)] : []));
    expect(listed.filter((line) => !line.endsWith('/'))).toEqual(own);
  }
  expect(folders).toEqual(['bagian-1', 'bagian-2']);
});

it('the playlist names the files where they lie', () => {
  expect(m3u8([{ path: 'bagian-1/001-ktp.mp3', title: 'KTP\nkeliling', durationMs: 14_600 }])).toBe(
    '#EXTM3U\r\n#EXTINF:15,KTP keliling\r\nbagian-1/001-ktp.mp3\r\n',
  );
});

it.each([
  ['perekaman hadir pada Sabtu, pukul delapan', true],
  ['kerja bakti hari minggu pagi', true],
  ['Ajak tetangga kerja bakti Minggu pagi.', true],
  ['sampai tanggal dua belas', true],
  ['batas pembayaran 30 september', true],
  ['bayar sebelum 30/9/2026', true],
  ['tutup tempat air setiap minggu', false],
  ['tutup tempat air setiap Minggu', false],
  ['Minggu depan kami datang', false],
  ['hubungi 112 bila darurat', false],
])('a script says a date: “%s” %s', (script, says) => {
  expect(saysDate(script)).toBe(says);
});

it('clips follow the tours of the day; what cannot be heard is left out, a later emergency comes first', () => {
  const clips = [clip(1), clip(2, { emergency: true }), clip(3), clip(4)];
  const order = (...tours: string[][]) =>
    inTourOrder(
      clips,
      tours.map((one) => ({ clips: one })),
    ).map(({ announcementId, number }) => `${String(number)} ${announcementId}`);
  expect(order()).toEqual(['1 a1', '2 a2', '3 a3', '4 a4']);
  expect(order(['a4', 'gone', 'a1'], ['a4'])).toEqual(['1 a2', '2 a4', '3 a1', '4 a4']);
  expect(order(['a1', 'a2'])).toEqual(['1 a1', '2 a2']);
});

it('a kelurahan is greeted by name where a clip can be meant for that one only', () => {
  expect(greetedArea(['a', 'b'], ['b', 'c'])).toBe('b');
  expect(greetedArea([], ['c'])).toBe('c');
  expect(greetedArea(['kecamatan'], ['c'])).toBe('c');
  expect(greetedArea(['a', 'b'], ['a', 'b'])).toBeNull();
  expect(greetedArea([], ['a', 'b'])).toBeNull();
  expect(greetedArea([], [])).toBeNull();
});

it('a stick that cannot enforce an expiry is told of: no date said, ends that day, starts that day', () => {
  const noonMs = DAY.startMs + 43_200_000;
  const clips = [
    clip(1),
    clip(2, { script: 'Hubungi 112.' }),
    clip(3, { script: 'Hubungi 112.', evergreen: true }),
    clip(4, { script: '', saysEnd: true, lastAirMs: noonMs }),
    clip(5, { validFromMs: noonMs }),
  ];
  expect(findingsOf(clips, DAY, DAY.startMs)).toEqual([
    { code: 'no_spoken_date', clipNumber: 2 },
    { code: 'ends_that_day', clipNumber: 4 },
    { code: 'starts_that_day', clipNumber: 5 },
  ]);
  expect(findingsOf(clips, DAY, noonMs).at(-1)?.clipNumber).toBe(4);
});

it('a voice says the last day where that was asked for', () => {
  const content = { script: 'Bawa KTP', sayEnd: true, validUntilMs: DAY.endMs };
  expect(spokenScript(content, 'Asia/Jakarta')).toBe('Bawa KTP. Berlaku sampai Minggu, 22 November 2026.');
  expect(spokenScript({ ...content, sayEnd: false }, 'Asia/Jakarta')).toBe('Bawa KTP');
  expect(spokenScript({ ...content, script: ' ' }, 'Asia/Jakarta')).toBe(' ');
});

it('midnight at the end of a day is printed as 24.00 of that day', () => {
  expect(endText(DAY.endMs, 'Asia/Jakarta')).toEqual(['Min, 22 Nov 2026', '24.00 WIB']);
  expect(endText(DAY.endMs - 60_000, 'Asia/Makassar')).toEqual(['Sen, 23 Nov 2026', '00.59 WITA']);
});

it('a run sheet is a PDF of as many pages as its texts need', async () => {
  const until = { endsText: ['Min, 22 Nov 2026', '18.00 WIB'], endsSoon: true } as const;
  const line = (number: number): SheetLine => ({
    number,
    title: 'KTP-el',
    agencyName: 'Dinas Dukcapil',
    durationMs: 15_000,
    place: 'Seluruh kota',
    startsText: null,
    ...until,
  });
  const sheet = (lines: SheetLine[], text: string) =>
    runSheetPdf({
      cityName: 'Kota Uji',
      title: 'Lembar siaran keliling',
      subject: 'Mobil 1',
      dateText: 'Minggu, 22 November 2026',
      demo: true,
      warning: null,
      firstEnd: null,
      notes: ['Hapus isi stik setelah selesai.'],
      columns: { line: 'Siaran', place: 'Wilayah' },
      lines,
      texts: text === '' ? [] : lines.map(({ title }) => ({ heading: title, text, ...until })),
      textsTitle: 'Naskah',
      entries: ['Dimuat'],
    });
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
  const short = await sheet([line(1)], '');
  expect(short.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pagesOf(short)).toBe(1);
  const long = Array.from({ length: 40 }, (_, index) => line(index + 1));
  expect(pagesOf(await sheet(long, 'Warga kota, '.repeat(40)))).toBeGreaterThan(8);
});

it('running text reaches a card that knows ASCII only', () => {
  expect(toAscii('“Awas” – Kali Tirta naik… é\u00a0Ñ 水')).toBe('"Awas" - Kali Tirta naik... e N ?');
});
