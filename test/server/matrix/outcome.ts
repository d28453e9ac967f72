/** Puts a kind through a real server and looks at what came out. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAnnouncement, getAnnouncement, submitAnnouncement } from '../../../core/api/announcements.ts';
import type { Announcement, Asset, Rendition } from '../../../core/model/catalogue.ts';
import { measureLoudness } from '../../../media/index.ts';
import { findBinaries } from '../../../media/ffmpeg/binaries.ts';
import { until } from '../../../tools/api-client.ts';
import { frameOfImage, frameOfVideo, type Frame } from '../../support/pixels.ts';
import { contentWith } from '../support/content.ts';
import type { Person } from '../support/running-server.ts';
import { OTHER_HZ, TONE_HZ, type Kind, type Look } from './kind.ts';

export interface City {
  admin: Person;
  agencyId: string;
  dataDir: string;
}

export interface Outcome {
  asset: Asset;
  /** Code of the refusal, by the upload or by what was to be made of it. */
  refused: string | null;
  rendition: Rendition | null;
  seen: string[];
  /** Pitch in Hz, null for silence, undefined without sound. */
  tone: number | null | undefined;
  lufs: number | undefined;
}

type Rgb = readonly [number, number, number];
const near = (a: Rgb, b: Rgb): boolean => a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= 40);
const COLOURS: Record<string, (rgb: Rgb) => boolean> = {
  red: (rgb) => near(rgb, [255, 0, 0]),
  blue: (rgb) => near(rgb, [0, 0, 255]),
  black: (rgb) => near(rgb, [0, 0, 0]),
  white: (rgb) => near(rgb, [255, 255, 255]),
  reddish: ([r, g, b]) => r > g + 80 && r > b + 80,
  bluish: ([r, g, b]) => b > g + 30 && b > r + 80,
  light: (rgb) => Math.min(...rgb) >= 170,
  'black or white': (rgb) => near(rgb, [0, 0, 0]) || near(rgb, [255, 255, 255]),
};

/** The expected name where the pixel has that colour, else its values. */
const colourAt = (frame: Frame, [x, y, expected]: Look[number]): string => {
  const rgb = frame.at(Math.floor(x * frame.widthPx), Math.floor(y * frame.heightPx));
  return COLOURS[expected]?.(rgb) === true ? expected : rgb.join(' ');
};

const RATE_HZ = 8000;

/** Energy of one pitch (Goertzel's algorithm). */
function energyAt(hz: number, samples: Float32Array): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / RATE_HZ);
  let [one, two] = [0, 0];
  for (const sample of samples) [one, two] = [sample + coefficient * one - two, one];
  return (one ** 2 + two ** 2 - coefficient * one * two) / samples.length ** 2;
}

/** The louder of the two pitches the files are made of, or null for silence. */
async function toneOf(path: string): Promise<number | null> {
  const { ffmpeg } = await findBinaries();
  const decode = [
    '-v',
    'error',
    '-i',
    path,
    '-map',
    '0:a:0',
    '-ac',
    '1',
    '-ar',
    String(RATE_HZ),
    '-f',
    'f32le',
    '-',
  ];
  const { stdout } = await promisify(execFile)(ffmpeg, decode, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
  const energies = [TONE_HZ, OTHER_HZ].map((hz) => [hz, energyAt(hz, samples)] as const);
  const [loudest] = energies.toSorted(([, a], [, b]) => b - a);
  return loudest === undefined || loudest[1] < 1e-6 ? null : loudest[0];
}

async function settled({ api }: Person, id: string): Promise<Announcement> {
  return until(async () => {
    const announcement = await api.call(getAnnouncement, { params: { id } });
    return announcement.rendering === 'running' ? undefined : announcement;
  });
}

async function announced({ admin, agencyId }: City, { expect: expected }: Kind, asset: Asset) {
  const isSound = expected.as === 'sound' || asset.probe?.video === null;
  const page = expected.as === 'still' ? (expected.page ?? 1) : 1;
  const body = contentWith(agencyId, {
    ...(isSound
      ? { audioAssetId: asset.id, outputs: { screen: false, ticker: false, mobile: true } }
      : { screenAssetId: asset.id, page, outputs: { screen: true, ticker: false, mobile: false } }),
  });
  const { id } = await admin.api.call(createAnnouncement, { body });
  await admin.api.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
  return settled(admin, id);
}

/** What a player would show in the middle of the airing. */
const LOOK_AT_MS = 750;

export async function outcomeOf(
  city: City,
  kind: Kind,
  path: string,
  jobError: (id: string) => Promise<string>,
): Promise<Outcome> {
  const { api } = city.admin;
  const asset = await api.settledAsset(await api.upload(path));
  const nothing = { rendition: null, seen: [], tone: undefined, lufs: undefined };
  if (asset.state === 'rejected') return { asset, refused: asset.rejection?.code ?? '', ...nothing };
  const announcement = await announced(city, kind, asset);
  const [rendition] = announcement.renditions;
  if (rendition === undefined) return { asset, refused: await jobError(announcement.id), ...nothing };
  const file = join(city.dataDir, 'media', rendition.sha256);
  const look = 'look' in kind.expect ? kind.expect.look : [];
  const frame =
    rendition.kind === 'video'
      ? await frameOfVideo(file, LOOK_AT_MS)
      : rendition.kind === 'image'
        ? await frameOfImage(file)
        : null;
  const loudness = rendition.kind === 'image' ? null : await measureLoudness(file);
  const hasSound = loudness?.ok === true;
  return {
    asset,
    refused: null,
    rendition,
    seen: frame === null ? [] : look.map((spot) => colourAt(frame, spot)),
    tone: hasSound ? await toneOf(file) : undefined,
    lufs: hasSound ? loudness.value.integratedLufs : undefined,
  };
}
