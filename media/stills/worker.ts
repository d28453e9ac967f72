/**
 * The program that decodes stills. It runs in the sandbox, sees the one upload and its own library, and is started by
 * `run.ts` for one job, given on stdin; the answer goes to stdout. Of the house it imports its own folder only.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import sharp, { type Sharp } from 'sharp';
import { apng, type AnimationFrame } from './apng.ts';
import type { StillJob } from './jobs.ts';
import { legibilityOn } from './legibility.ts';
import { place } from './place.ts';

type JobOf<K extends StillJob['job']> = Extract<StillJob, { job: K }>;

/** The upload is decoded on one thread: the sandbox counts CPU time, not cores. */
sharp.concurrency(1);
sharp.cache(false);

/** A JPEG segment holds no more (ITU-T T.81 §B.1.1.4). */
const EXIF_LIMIT_BYTES = 65_535;

/** Damage and missing data are errors, not grey areas. */
const open = ({ sourcePath, maxPixels }: Exclude<StillJob, { job: 'start' }>): Sharp =>
  sharp(sourcePath, { limitInputPixels: maxPixels, failOn: 'truncated' });

async function inspect(job: JobOf<'inspect'>) {
  // The header is read without the pixel limit, so that the refusal can name the size.
  const header = await sharp(job.sourcePath, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null) return { header, decodes: false };
  // Decoding to 1/8 size or so finds missing data and costs little.
  const decodes = await open(job)
    .resize(64, 64, { fit: 'inside' })
    .raw()
    .toBuffer()
    .then(
      () => true,
      (error: unknown) => {
        // Too little memory says nothing about the file; the caller finds it in what this program dies of.
        if (error instanceof Error && /memory/i.test(error.message)) throw error;
        return false;
      },
    );
  const { format, width, height, space, orientation = 1, pages = 1 } = header;
  return { header: { format, widthPx: width, heightPx: height, space, orientation, pages }, decodes };
}

async function render(job: JobOf<'render'>) {
  const picture = await place(open(job).rotate(), job.widthPx, job.heightPx, job.fit);
  const png = await picture.clone().png({ compressionLevel: 9 }).toFile(job.pngPath);
  const jpeg = await picture
    .clone()
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toFile(job.jpegPath);
  return { pngBytes: png.size, jpegBytes: jpeg.size };
}

async function poster(job: JobOf<'poster'>) {
  const picture = open(job).rotate().flatten({ background: 'white' });
  const { size, width, height } = await picture
    .resize(job.widthPx, job.heightPx, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toFile(job.jpegPath);
  const { exif } = await sharp(job.sourcePath, { limitInputPixels: false }).metadata();
  const isUsual = exif !== undefined && exif.length <= EXIF_LIMIT_BYTES;
  return {
    jpegBytes: size,
    widthPx: width,
    heightPx: height,
    exif: isUsual ? exif.toString('base64') : null,
  };
}

/** Points to an inch at which an SVG without other hints is one pixel to a unit. */
const SVG_DENSITY = 72;

/**
 * From memory, not from its path: without a base address librsvg resolves no reference to a file or host, and it runs
 * no scripts at all (librsvg, "Security of locations of referenced files").
 */
async function convert({ sourcePath, maxPixels, longSidePx, pngPath }: JobOf<'convert'>) {
  const bytes = await readFile(sourcePath);
  const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  const isSvg = format === 'svg';
  const density = isSvg ? (SVG_DENSITY * longSidePx) / Math.max(width, height) : SVG_DENSITY;
  const picture = sharp(bytes, {
    limitInputPixels: maxPixels,
    failOn: 'truncated',
    ...(isSvg ? { density: Math.min(100_000, Math.max(1, density)) } : {}),
  });
  const { size } = await picture.toColourspace('srgb').png({ compressionLevel: 6 }).toFile(pngPath);
  return { bytes: size };
}

/** Browsers show a frame of 10 ms or less for 100 ms, and people expect what their browser shows. */
const SHORTEST_DELAY_MS = 10;
const USUAL_DELAY_MS = 100;

async function animate({ sourcePath, maxPixels, apngPath }: JobOf<'animate'>) {
  const input = { limitInputPixels: maxPixels, failOn: 'truncated', animated: true } as const;
  const { pageHeight = 0, delay = [] } = await sharp(sourcePath, input).metadata();
  const { data, info } = await sharp(sourcePath, input)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const frameBytes = info.width * pageHeight * 4;
  const frames: AnimationFrame[] = [];
  for (let at = 0; at + frameBytes <= data.length; at += frameBytes) {
    const raw = { width: info.width, height: pageHeight, channels: 4 } as const;
    const png = await sharp(data.subarray(at, at + frameBytes), { raw })
      .png({ compressionLevel: 3 })
      .toBuffer();
    const delayMs = delay[frames.length] ?? USUAL_DELAY_MS;
    frames.push({ png, delayMs: delayMs <= SHORTEST_DELAY_MS ? USUAL_DELAY_MS : delayMs });
  }
  const bytes = apng(frames);
  await writeFile(apngPath, bytes);
  return { bytes: bytes.length };
}

async function legibility(job: JobOf<'legibility'>) {
  const picture = open(job).rotate();
  const { autoOrient } = await sharp(job.sourcePath, { limitInputPixels: false }).metadata();
  const measured = [];
  for (const panel of job.panels) {
    measured.push(await legibilityOn(picture.clone(), autoOrient, { ...panel, fit: job.fit }));
  }
  return measured;
}

function work(job: StillJob): Promise<unknown> {
  switch (job.job) {
    case 'start':
      return Promise.resolve({ started: true });
    case 'inspect':
      return inspect(job);
    case 'render':
      return render(job);
    case 'poster':
      return poster(job);
    case 'convert':
      return convert(job);
    case 'animate':
      return animate(job);
    case 'legibility':
      return legibility(job);
  }
}

const job = JSON.parse(await text(process.stdin)) as StillJob;
process.stdout.write(JSON.stringify(await work(job)));
