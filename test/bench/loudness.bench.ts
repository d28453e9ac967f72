/**
 * What bringing a video's sound to its loudness costs in CPU against the two-pass loudnorm recipe, both with the encoding,
 * and whether it comes out right by a meter that is not ours: loudgain (libebur128). Ours is a rendition with sound less
 * the same rendition without.
 */
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { TARGET_LUFS } from '../../media/sound/programme.ts';
import type { BenchRow } from './row.ts';
import type { MediaDone, MediaOrder } from './support/media-worker.ts';

const run = promisify(execFile);
const LENGTH_S = 120;
const WITHIN_LU = 0.5;
/** Picture that is copied, so that the work is the sound's. */
const PANEL = { widthPx: 64, heightPx: 64, fit: 'fill' as const };
/** EBU R 128, and what cars are held to. */
const SCREEN_LIMIT_DBTP = -1;
const CAR_LIMIT_DBTP = -1.5;
/** As renditions are encoded: the recipe is to differ in its levelling only. */
const SAME_CODER = ['-aac_coder', 'fast', '-b:a', '128k', '-ar', '48000', '-ac', '2'];
/** Linux counts the time of ended children in ticks of 10 ms. */
const TICK_S = 0.01;

interface TestFile {
  name: string;
  targetLufs: -16 | -23;
  /** An audio source in ffmpeg's words. */
  sound: string;
}

const noise = (colour: string, amplitude: number): string =>
  `anoisesrc=color=${colour}:seed=3:sample_rate=48000:duration=${LENGTH_S}:amplitude=${amplitude}`;
const SYLLABLES = 'tremolo=f=4:d=0.9';

/** What agencies send, by what is wrong with its level. */
const FILES: readonly TestFile[] = [
  { name: 'voice', targetLufs: -16, sound: `${noise('pink', 0.3)},${SYLLABLES}` },
  { name: 'voice', targetLufs: -23, sound: `${noise('pink', 0.3)},${SYLLABLES}` },
  { name: 'far too soft', targetLufs: -16, sound: `${noise('pink', 0.05)},${SYLLABLES}` },
  { name: 'clipped', targetLufs: -16, sound: `${noise('brown', 1)},volume=18dB,aformat=sample_fmts=s16` },
  {
    name: 'drum over voice',
    targetLufs: -16,
    sound: `${noise('pink', 0.1)},${SYLLABLES},volume='if(lt(mod(t,1),0.02),8,1)':eval=frame`,
  },
  {
    name: 'loud and soft by turns',
    targetLufs: -16,
    sound: `${noise('pink', 0.4)},${SYLLABLES},volume='if(lt(mod(t,20),10),1,0.15)':eval=frame`,
  },
];

const TOOLS = ['ffmpeg', 'ffprobe', 'prlimit'];

/** CPU seconds of programs this process starts and waits for. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const children = async (): Promise<number> => {
    const stat = await readFile('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) * TICK_S;
  };
  const before = await children();
  await work();
  return (await children()) - before;
}

/** Does media work in a process that is running already, as the server is. */
class Worker {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor(folder: string) {
    const env = { ...process.env, PATH: join(folder, 'tools') };
    this.#child = fork(join(import.meta.dirname, 'support/media-worker.ts'), { env });
    this.#ended = once(this.#child, 'exit').then(() => {
      throw new Error('the process that does media work ended');
    });
    this.#ended.catch(() => undefined);
  }

  async do(order: MediaOrder): Promise<MediaDone> {
    const done = once(this.#child, 'message') as Promise<[MediaDone]>;
    this.#child.send(order);
    const [answer] = await Promise.race([done, this.#ended]);
    return answer;
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** A PATH with what is needed and nothing else. */
async function withoutSandbox(folder: string): Promise<void> {
  await mkdir(join(folder, 'tools'));
  for (const tool of TOOLS) {
    const { stdout } = await run('sh', ['-c', `command -v ${tool}`]);
    await symlink(stdout.trim(), join(folder, 'tools', tool));
  }
}

interface Measured {
  integratedLufs: number;
  truePeakDbtp: number;
}

/** By loudgain, of the sound as it is decoded. */
async function measured(ffmpeg: string, path: string, folder: string): Promise<Measured> {
  const wav = join(folder, 'measured.wav');
  await run(ffmpeg, ['-v', 'error', '-y', '-i', path, '-vn', '-c:a', 'pcm_f32le', wav]);
  const { stdout } = await run('loudgain', ['-q', '-s', 's', '-O', wav]);
  const [head = '', row = ''] = stdout.trim().split('\n');
  const field = (name: string): number =>
    Number.parseFloat(row.split('\t')[head.split('\t').indexOf(name)] ?? '');
  return { integratedLufs: field('Loudness'), truePeakDbtp: field('True_Peak_dBTP') };
}

/** The recipe found everywhere: measure with loudnorm, give it its own numbers, encode. */
async function twoPassLoudnorm(
  ffmpeg: string,
  source: string,
  targetLufs: number,
  chain: string,
  output: readonly string[],
): Promise<void> {
  const loudnorm = `${chain}loudnorm=I=${targetLufs}:TP=-1.5:LRA=11`;
  const { stderr } = await run(ffmpeg, [
    ...[
      '-hide_banner',
      '-nostats',
      '-i',
      source,
      '-vn',
      '-af',
      `${loudnorm}:print_format=json`,
      '-f',
      'null',
      '-',
    ],
  ]);
  const found = JSON.parse(stderr.slice(stderr.lastIndexOf('{'), stderr.lastIndexOf('}') + 1)) as Record<
    string,
    string
  >;
  const given = ['i', 'tp', 'lra', 'thresh']
    .map((key) => `measured_${key === 'thresh' ? key : key.toUpperCase()}=${found[`input_${key}`]}`)
    .join(':');
  const second = `${loudnorm}:${given}:offset=${found['target_offset']}:linear=true,aresample=48000`;
  await run(ffmpeg, ['-v', 'error', '-y', '-i', source, '-af', second, ...output]);
}

const say = (cpuS: number, { integratedLufs, truePeakDbtp }: Measured): string =>
  `${cpuS.toFixed(2)} CPU-s, ${integratedLufs.toFixed(1)} LUFS, ${truePeakDbtp.toFixed(1)} dBTP`;

interface Side {
  cpuS: number;
  made: Measured;
}

function row(name: string, targetLufs: number, limitDbtp: number, ours: Side, peer: Side): BenchRow {
  const { integratedLufs, truePeakDbtp } = ours.made;
  return {
    name: `${name} to ${targetLufs} LUFS, ${LENGTH_S} s, by loudgain`,
    ours: say(ours.cpuS, ours.made),
    peer: `two-pass loudnorm ${say(peer.cpuS, peer.made)}`,
    ratio: peer.cpuS / ours.cpuS,
    goal: `±${WITHIN_LU} LU, ≤ ${limitDbtp} dBTP`,
    met: Math.abs(integratedLufs - targetLufs) <= WITHIN_LU && truePeakDbtp <= limitDbtp,
  };
}

function costRow(sides: readonly { ours: Side; peer: Side }[]): BenchRow {
  const sum = (side: 'ours' | 'peer') => sides.reduce((all, one) => all + one[side].cpuS, 0);
  const ratio = sum('peer') / sum('ours');
  return {
    name: `screen: these ${sides.length} levelled and encoded`,
    ours: `${sum('ours').toFixed(1)} CPU-s`,
    peer: `two-pass loudnorm ${sum('peer').toFixed(1)} CPU-s`,
    ratio,
    goal: '≥ 3×',
    met: ratio >= 3,
  };
}

async function levelled(
  ffmpeg: string,
  worker: Worker,
  folder: string,
  file: TestFile,
): Promise<{ ours: Side; peer: Side }> {
  const sourcePath = join(folder, 'source.mp4');
  await run(ffmpeg, [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `color=gray:size=64x64:rate=25:duration=${LENGTH_S}`],
    ...[
      '-f',
      'lavfi',
      '-i',
      file.sound,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      '-bf',
      '0',
    ],
    ...[
      '-g',
      '25',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
      '-colorspace',
      'bt709',
      '-color_range',
      'tv',
    ],
    ...['-c:a', 'aac', '-b:a', '160k', '-ac', '2', '-ar', '48000', sourcePath],
  ]);
  const render = (mute: boolean): Promise<MediaDone> =>
    worker.do({
      call: 'renderVideo',
      order: {
        ...PANEL,
        sourcePath,
        workDir: folder,
        airDurationMs: LENGTH_S * 1000,
        sound: { targetLufs: file.targetLufs, volumeDb: 0, mute },
      },
    });
  // The first also finds out what the file is; what follows is the price of its picture, which the recipe leaves alone.
  await render(true);
  const silent = await render(true);
  const made = await render(false);
  const peerPath = join(folder, 'loudnorm.mp4');
  const aac = ['-c:v', 'copy', '-c:a', 'aac', ...SAME_CODER, peerPath];
  const peerCpuS = await cpuSeconds(() => twoPassLoudnorm(ffmpeg, sourcePath, file.targetLufs, '', aac));
  return {
    ours: { cpuS: made.cpuS - silent.cpuS, made: await measured(ffmpeg, made.path, folder) },
    peer: { cpuS: peerCpuS, made: await measured(ffmpeg, peerPath, folder) },
  };
}

/** The horn's chain without what only we do: choosing between channels. */
const HORN =
  'aresample=44100,aformat=channel_layouts=mono,highpass=f=300,highpass=f=300,lowpass=f=7000,' +
  'acompressor=threshold=-24dB:ratio=4:attack=5:release=150:knee=12dB,deesser=i=0.4';

async function carRows(ffmpeg: string, worker: Worker, folder: string): Promise<BenchRow[]> {
  const path = join(folder, 'voice.wav');
  await run(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', `${noise('pink', 0.3)},${SYLLABLES}`, path]);
  const mp3 = ['-c:a', 'libmp3lame', '-b:a', '128k', '-ar', '44100'];
  // What both have to do whatever the level is.
  const voicedPath = join(folder, 'voiced.mp3');
  const voicedCpuS = await cpuSeconds(() =>
    run(ffmpeg, ['-v', 'error', '-y', '-i', path, '-af', HORN, ...mp3, voicedPath]),
  );
  const tags = { title: 'bench', artist: 'bench', album: 'bench' };
  const made = await worker.do({
    call: 'renderCarAudio',
    order: { source: { kind: 'recording', path }, voicing: 'horn', workDir: folder, tags },
  });
  const peerPath = join(folder, 'loudnorm.mp3');
  const peerCpuS = await cpuSeconds(() =>
    twoPassLoudnorm(ffmpeg, path, TARGET_LUFS, `${HORN},`, [...mp3, peerPath]),
  );
  const [ours, peer] = [made.cpuS - voicedCpuS, peerCpuS - voicedCpuS];
  return [
    // Measured once more after encoding, which the recipe does not do: its price has no goal.
    row(
      'car, horn: voice',
      TARGET_LUFS,
      CAR_LIMIT_DBTP,
      { cpuS: made.cpuS, made: await measured(ffmpeg, made.path, folder) },
      { cpuS: peerCpuS, made: await measured(ffmpeg, peerPath, folder) },
    ),
    {
      name: '… its levelling alone, with the measuring after encoding',
      ours: `${ours.toFixed(2)} CPU-s`,
      peer: `two-pass loudnorm ${peer.toFixed(2)} CPU-s`,
      ratio: peer / ours,
      goal: '≥ 3×',
      met: peer / ours >= 3,
    },
  ];
}

export default async (): Promise<BenchRow[]> => {
  const { ffmpeg } = await findBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'wawar-loudness-'));
  try {
    await withoutSandbox(folder);
    const worker = new Worker(folder);
    const rows: BenchRow[] = [];
    const sides: { ours: Side; peer: Side }[] = [];
    for (const file of FILES) {
      const side = await levelled(ffmpeg, worker, folder, file);
      sides.push(side);
      rows.push(row(`screen: ${file.name}`, file.targetLufs, SCREEN_LIMIT_DBTP, side.ours, side.peer));
    }
    rows.push(costRow(sides), ...(await carRows(ffmpeg, worker, folder)));
    await worker.end();
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
