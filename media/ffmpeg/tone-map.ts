import { runFfmpeg } from './command.ts';

let known: Promise<boolean> | undefined;

async function tryIt(): Promise<boolean> {
  const end = await runFfmpeg({
    inputs: [],
    graph:
      'color=size=16x16:duration=0.04,zscale=t=linear:tin=smpte2084:min=2020_ncl:pin=2020,format=gbrpf32le,tonemap[v]',
    maps: ['[v]'],
    options: [],
    muxer: 'null',
  });
  return end.exitCode === 0;
}

/**
 * Whether this ffmpeg can turn HDR into SDR (built with zimg), found out once by doing it to one tiny frame.
 * Without it HDR pictures are converted by matrix alone: HLG stays watchable by design (BT.2100), PQ looks flat.
 */
export const canToneMap = (): Promise<boolean> => (known ??= tryIt());
