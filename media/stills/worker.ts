/**
 * The program that decodes stills. It runs in the sandbox, sees the one upload and its own library, and is started by
 * `run.ts` for one job, given on stdin; the answer goes to stdout. It imports nothing of the rest of the house.
 */
import { text } from 'node:stream/consumers';
import sharp, { type Sharp } from 'sharp';
import type { StillJob } from './jobs.ts';

type JobOf<K extends StillJob['job']> = Extract<StillJob, { job: K }>;

/** The upload is decoded on one thread: the sandbox counts CPU time, not cores. */
sharp.concurrency(1);
sharp.cache(false);

/** A JPEG segment holds no more (ITU-T T.81 §B.1.1.4). */
const EXIF_LIMIT_BYTES = 65_535;

/** Damage and missing data are errors, not grey areas. */
const open = ({ sourcePath, maxPixels }: StillJob): Sharp =>
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
      () => false,
    );
  const { format, width, height, space, orientation = 1 } = header;
  return { header: { format, widthPx: width, heightPx: height, space, orientation }, decodes };
}

async function render(job: JobOf<'render'>) {
  const picture = open(job)
    .rotate()
    .flatten({ background: 'white' })
    .resize(job.widthPx, job.heightPx, { fit: job.fit === 'blur' ? 'contain' : job.fit, background: 'black' })
    .toColourspace('srgb');
  const png = await picture.clone().png({ compressionLevel: 9 }).toFile(job.pngPath);
  const jpeg = await picture
    .clone()
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toFile(job.jpegPath);
  return { pngBytes: png.size, jpegBytes: jpeg.size };
}

async function poster(job: JobOf<'poster'>) {
  const picture = open(job).rotate().flatten({ background: 'white' });
  const { size } = await picture
    .resize(job.widthPx, job.heightPx, { fit: 'fill' })
    .jpeg({ quality: 82 })
    .toFile(job.jpegPath);
  const { exif } = await sharp(job.sourcePath, { limitInputPixels: false }).metadata();
  const isUsual = exif !== undefined && exif.length <= EXIF_LIMIT_BYTES;
  return { jpegBytes: size, exif: isUsual ? exif.toString('base64') : null };
}

function work(job: StillJob): Promise<unknown> {
  switch (job.job) {
    case 'inspect':
      return inspect(job);
    case 'render':
      return render(job);
    case 'poster':
      return poster(job);
  }
}

const job = JSON.parse(await text(process.stdin)) as StillJob;
process.stdout.write(JSON.stringify(await work(job)));
