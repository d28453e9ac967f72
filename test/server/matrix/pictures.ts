import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { LEFT_RIGHT, UPRIGHT, type Expected, type Kind } from './kind.ts';

const still: Expected = { as: 'still', look: LEFT_RIGHT };
const moving: Expected = {
  as: 'video',
  look: [
    [0.25, 0.5, 'blue'],
    [0.75, 0.5, 'blue'],
  ],
};

const plain = (width: number, height: number, background: string | object, alpha = false): Sharp =>
  sharp({ create: { width, height, channels: alpha ? 4 : 3, background: background as string } });

/** Left half red, right half blue. */
const redBlue = (width = 400, height = 200): Sharp =>
  plain(width, height, 'red').composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: 'blue' } },
      left: width / 2,
      top: 0,
    },
  ]);

/** Left half red, right half clear. */
const redClear = (): Sharp =>
  plain(400, 200, { r: 0, g: 0, b: 0, alpha: 0 }, true).composite([
    { input: { create: { width: 200, height: 200, channels: 4, background: 'red' } }, left: 0, top: 0 },
  ]);
const onWhite: Expected = {
  as: 'still',
  look: [
    [0.25, 0.5, 'red'],
    [0.75, 0.5, 'white'],
  ],
};

/** Red for half a second, then blue, seen 0.75 s in. */
async function redThenBlue(): Promise<Sharp> {
  const frames = [plain(80, 40, 'red', true), plain(80, 40, 'blue', true)];
  const pngs = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
  return sharp(pngs, { join: { animated: true } });
}
const TIMES = { delay: [500, 1000], loop: 0 };

async function heic(path: string): Promise<void> {
  const png = `${path}.png`;
  await redBlue().png().toFile(png);
  await promisify(execFile)('heif-enc', [png, '-o', path]);
  await rm(png);
}

const svg = (inside: string): string =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="100" height="100" fill="red"/><rect x="100" width="100" height="100" fill="blue"/>${inside}</svg>`;

const withoutEnd = async (path: string): Promise<void> => {
  const whole = await redBlue(1600, 800).jpeg({ quality: 100 }).toBuffer();
  await writeFile(path, whole.subarray(0, Math.floor(whole.length / 2)));
};

export const PICTURES: Kind[] = [
  { name: 'JPEG', file: 'foto.jpg', make: (path) => redBlue().jpeg().toFile(path), expect: still },
  {
    name: 'JPEG lying on its side with an EXIF flag',
    file: 'hp.jpg',
    make: (path) => redBlue().jpeg().withMetadata({ orientation: 6 }).toFile(path),
    expect: { as: 'still', look: UPRIGHT },
  },
  {
    name: 'JPEG, progressive',
    file: 'web.jpg',
    make: (path) => redBlue().jpeg({ progressive: true }).toFile(path),
    expect: still,
  },
  {
    name: 'JPEG, CMYK (print)',
    file: 'cetak.jpg',
    make: (path) => redBlue().toColourspace('cmyk').jpeg().toFile(path),
    expect: {
      as: 'still',
      look: [
        [0.25, 0.5, 'reddish'],
        [0.75, 0.5, 'bluish'],
      ],
    },
  },
  {
    name: 'JPEG, grey',
    file: 'kelabu.jpg',
    make: (path) => plain(400, 200, 'white').greyscale().jpeg().toFile(path),
    expect: { as: 'still', look: [[0.5, 0.5, 'white']] },
  },
  {
    name: 'JPEG panorama, 24,000 × 4,000 pixels',
    file: 'panorama.jpg',
    make: (path) => redBlue(24_000, 4000).jpeg({ quality: 60 }).toFile(path),
    expect: {
      as: 'still',
      look: [
        [0.25, 0.5, 'red'],
        [0.75, 0.5, 'blue'],
        [0.5, 0.1, 'black'],
      ],
    },
  },
  { name: 'PNG', file: 'grafis.png', make: (path) => redBlue().png().toFile(path), expect: still },
  {
    name: 'PNG with transparency',
    file: 'logo.png',
    make: (path) => redClear().png().toFile(path),
    expect: onWhite,
  },
  {
    name: 'PNG, 16 bit',
    file: 'dalam.png',
    make: (path) => redBlue().toColourspace('rgb16').png().toFile(path),
    expect: still,
  },
  {
    name: 'PNG, palette',
    file: 'warna.png',
    make: (path) => redBlue().png({ palette: true }).toFile(path),
    expect: still,
  },
  { name: 'WebP', file: 'wa.webp', make: (path) => redBlue().webp().toFile(path), expect: still },
  {
    name: 'WebP with transparency',
    file: 'stiker.webp',
    make: (path) => redClear().webp({ lossless: true }).toFile(path),
    expect: onWhite,
  },
  { name: 'AVIF', file: 'baru.avif', make: (path) => redBlue().avif().toFile(path), expect: still },
  {
    name: 'HEIC, from an iPhone',
    file: 'IMG_0001.HEIC',
    make: heic,
    expect: still,
    always: true,
    needs: { program: 'heif-convert', code: 'heic' },
  },
  { name: 'GIF, one picture', file: 'diam.gif', make: (path) => redBlue().gif().toFile(path), expect: still },
  {
    name: 'GIF, animated',
    file: 'gerak.gif',
    make: async (path) => (await redThenBlue()).gif(TIMES).toFile(path),
    expect: moving,
  },
  {
    name: 'WebP, animated',
    file: 'gerak.webp',
    make: async (path) => (await redThenBlue()).webp({ ...TIMES, lossless: true }).toFile(path),
    expect: moving,
    always: true,
  },
  { name: 'SVG', file: 'lambang.svg', make: (path) => writeFile(path, svg('')), expect: still },
  {
    name: 'SVG with a script',
    file: 'skrip.svg',
    make: (path) => writeFile(path, svg('<script>fetch("http://127.0.0.1:9")</script>')),
    expect: { as: 'refused', code: 'svg' },
  },
  {
    name: 'SVG that refers to a file',
    file: 'rujukan.svg',
    make: (path) => writeFile(path, svg('<image href="file:///etc/passwd" width="9" height="9"/>')),
    expect: { as: 'refused', code: 'svg' },
  },
  {
    name: 'TIFF',
    file: 'pindai.tif',
    make: (path) => redBlue().tiff().toFile(path),
    expect: { as: 'refused', code: 'unsupported_format' },
  },
  {
    name: 'JPEG cut off half way',
    file: 'separuh.jpg',
    make: withoutEnd,
    expect: { as: 'refused', code: 'truncated' },
  },
];
