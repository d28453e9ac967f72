import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import {
  listenAhead,
  prepareUpload,
  probeMedia,
  renderPagePosters,
  renderPoster,
} from '../../media/index.ts';
import { cellsOfPoster } from '../../server/jobs/earlier-uploads.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { full, isFull } from './support/length.ts';
import { seeded, type Dice } from './support/seed.ts';

const COUNT = full(10_000, 60);
const AT_ONCE = 2;

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x48:rate=10:duration=0.5'];
const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=16000:duration=0.5'];
/** Small, so that a change meets what matters more often than it meets pixels. */
const MADE: [extension: string, args: string[]][] = [
  ['mp4', [...picture, ...sound, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac']],
  ['mov', [...picture, '-c:v', 'mpeg4']],
  ['webm', [...picture, ...sound, '-c:v', 'libvpx', '-c:a', 'libopus', '-ar', '48000']],
  ['avi', [...picture, '-c:v', 'mjpeg']],
  ['ts', [...picture, '-c:v', 'mpeg2video']],
  ['gif', [...picture]],
  ['mp3', [...sound]],
  ['ogg', [...sound, '-c:a', 'libopus', '-ar', '48000']],
  ['wav', [...sound]],
  ['flac', [...sound]],
  ['m4a', [...sound, '-c:a', 'aac']],
];

interface Base {
  extension: string;
  bytes: Buffer;
  /** Looked at by programs whose start costs more than ffprobe's. */
  isStill: boolean;
}

async function bases(): Promise<Base[]> {
  const folder = await workFolder();
  const { ffmpeg } = await findBinaries();
  const made = MADE.map(async ([extension, args]): Promise<Base> => {
    const path = join(folder, `asal.${extension}`);
    await promisify(execFile)(ffmpeg, ['-v', 'error', '-y', ...args, '-shortest', path]);
    return { extension, bytes: await readFile(path), isStill: false };
  });
  const still = sharp({ create: { width: 48, height: 32, channels: 4, background: '#0a8a3a80' } });
  const stills = (['png', 'jpeg', 'webp', 'avif'] as const).map(async (extension): Promise<Base> => ({
    extension,
    bytes: await still.clone().toFormat(extension).toBuffer(),
    isStill: true,
  }));
  const pdf = new PDFDocument({ size: [96, 64], margin: 4 });
  pdf.text('Pasar murah').rect(8, 40, 20, 10).fill('#0a8a3a').addPage().text('Jumat pagi').end();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="9" height="9"/></svg>';
  return [
    ...(await Promise.all([...made, ...stills])),
    { extension: 'svg', bytes: Buffer.from(svg), isStill: true },
    { extension: 'pdf', bytes: await buffer(pdf), isStill: true },
  ];
}

/** Values at which length fields and counters break. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** One to six changes: bits, stretches, lengths, cuts, and parts of another file. */
function mutate(dice: Dice, { bytes }: Base, other: Base): Buffer {
  let file = Buffer.from(bytes);
  for (let changes = dice.between(1, 7); changes > 0; changes -= 1) {
    // The first kilobyte is where headers are.
    const at = dice.between(0, dice.next() < 0.5 ? Math.min(1024, file.length) : file.length);
    const length = dice.between(1, 65);
    switch (dice.between(0, 7)) {
      case 0:
        file[at] = (file[at] ?? 0) ^ (1 << dice.between(0, 8));
        break;
      case 1:
        file.fill(dice.between(0, 256), at, Math.min(file.length, at + length));
        break;
      case 2:
        if (at + 4 <= file.length) file.writeUInt32BE(EDGES[dice.between(0, EDGES.length)] ?? 0, at);
        break;
      case 3:
        file = Buffer.concat([file.subarray(0, at), file.subarray(at + length)]);
        break;
      case 4:
        file = Buffer.concat([file.subarray(0, at + length), file.subarray(at)]);
        break;
      case 5:
        if (dice.next() < 0.3) file = file.subarray(0, Math.max(1, at));
        break;
      default:
        other.bytes.copy(file, at, dice.between(0, other.bytes.length));
    }
  }
  return file;
}

/** What the server does with an upload before it is an asset; `accepted`, or the code of the refusal. */
async function take(sourcePath: string, workDir: string): Promise<string> {
  const prepared = await prepareUpload({ sourcePath, workDir });
  if (!prepared.ok) return prepared.error.code;
  const { path } = prepared.value;
  const probe = await probeMedia(path);
  if (!probe.ok) return probe.error.code;
  if (probe.value.video === null) return 'accepted';
  const poster = await renderPoster({ sourcePath: path, workDir });
  if (!poster.ok) return poster.error.code;
  await cellsOfPoster(poster.value.path);
  if (probe.value.kind === 'video') await listenAhead(path);
  const pages = await renderPagePosters({ sourcePath: path, workDir });
  return pages.ok ? 'accepted' : pages.error.code;
}

/** What this process has open, and which programs it has running. */
async function held(): Promise<{ descriptors: number; programs: string }> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return { descriptors: (await readdir('/proc/self/fd')).length, programs: children.trim() };
}

test(
  `[F35] ${COUNT} damaged and forged files are each accepted or refused, and nothing outside the sandbox breaks`,
  () =>
    seeded(async (dice, step) => {
      const folder = await workFolder();
      const all = await bases();
      const quick = all.filter(({ isStill }) => !isStill);
      const outcomes = new Map<string, number>();
      const pick = (list: Base[]): Base => list[dice.between(0, list.length)] as Base;
      /** Drawn in turn, whichever lane is free: the same seed makes the same files. */
      let drawn = 0;
      const draw = () => {
        const n = drawn++;
        const base = pick(isFull || n % 10 === 0 ? all : quick);
        return { n, base, bytes: mutate(dice, base, pick(all)) };
      };
      const inWork = new Map<number, string>();
      const lane = async (number: number): Promise<void> => {
        while (drawn < COUNT) {
          const { n, base, bytes } = draw();
          inWork.set(number, `file ${n} (${base.extension})`);
          step([...inWork.values()].join(' and '));
          const workDir = join(folder, `kerja-${n}`);
          const path = join(workDir, `ubah.${base.extension}`);
          await mkdir(workDir);
          await writeFile(path, bytes);
          const outcome = await take(path, workDir);
          // Accepted files leave what they became, refused ones no more than a conversion that came through.
          const left = (await leftIn(workDir)).filter((name) => name !== basename(path));
          expect(left.filter((name) => name.startsWith('making-'))).toEqual([]);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          await rm(workDir, { recursive: true });
        }
      };
      const before = await held();
      await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => lane(number)));
      const accepted = outcomes.get('accepted') ?? 0;
      expect(accepted).toBeGreaterThan(0);
      expect(accepted).toBeLessThan(COUNT);
      await expect.poll(held, { timeout: 10_000 }).toEqual(before);
      expect(await leftIn(folder)).toEqual([]);
      const most = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([code, times]) => `${times} ${code}`);
      figure(`${COUNT} files, 0 crashes: ${most.join(', ')}`);
    }),
  full(6 * 3_600_000, 240_000),
);
