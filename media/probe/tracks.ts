/** Which of a file's tracks are shown and heard. */
import { runFfmpeg } from '../ffmpeg/command.ts';
import type { Demuxer } from '../ffmpeg/whitelists.ts';
import type { ProbeStream } from './ffprobe.ts';

const isDefault = ({ disposition }: ProbeStream): boolean => disposition.default === 1;

/** The track marked as default, else the first; cover pictures of recordings are not videos. */
export function pictureTrack(streams: readonly ProbeStream[]): ProbeStream | undefined {
  const pictures = streams.filter(
    ({ codec_type: type, disposition }) => type === 'video' && disposition.attached_pic === 0,
  );
  return pictures.find(isDefault) ?? pictures[0];
}

/** Tracks that can be heard, the one marked as default first; commentaries and descriptions last. */
export function soundTracks(streams: readonly ProbeStream[]): ProbeStream[] {
  const sounds = streams.filter(
    ({ codec_type: type, sample_rate: rate, channels }) => type === 'audio' && rate > 0 && channels > 0,
  );
  const rank = ({ disposition }: ProbeStream): number =>
    disposition.comment + disposition.visual_impaired + disposition.hearing_impaired > 0
      ? 2
      : 1 - disposition.default;
  return sounds.toSorted((a, b) => rank(a) - rank(b) || a.index - b.index);
}

/** Below this a track is an empty channel of a recorder, not something to hear. */
const EMPTY_DBFS = -60;

/** Root mean square of a whole track in dBFS; −Infinity when it cannot be decoded. */
async function levelDbfs(
  path: string,
  demuxer: Demuxer,
  index: number,
  signal?: AbortSignal,
): Promise<number> {
  const print = 'ametadata=mode=print:key=lavfi.astats.Overall.RMS_level:file=-';
  const end = await runFfmpeg({
    inputs: [{ path, demuxer }],
    graph: `[0:${index}]aformat=channel_layouts=mono,astats=metadata=1:measure_perchannel=none,${print}[out]`,
    maps: ['[out]'],
    options: [],
    muxer: 'null',
    signal,
  });
  const last = /RMS_level=(\S+)\s*$/.exec(end.stdout)?.[1];
  return end.exitCode === 0 && last !== undefined && Number.isFinite(Number(last)) ? Number(last) : -Infinity;
}

/**
 * The sound that airs: the first of `soundTracks` unless it is as good as empty and another is not, then the loudest.
 * Nothing is decoded when there is no choice.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `program_failed`
 */
export async function chooseSound(
  path: string,
  demuxer: Demuxer,
  sounds: readonly ProbeStream[],
  signal?: AbortSignal,
): Promise<ProbeStream | undefined> {
  const [first, ...others] = sounds;
  if (first === undefined || others.length === 0) return first;
  if ((await levelDbfs(path, demuxer, first.index, signal)) > EMPTY_DBFS) return first;
  let loudest = { stream: first, dbfs: EMPTY_DBFS };
  for (const stream of others) {
    const dbfs = await levelDbfs(path, demuxer, stream.index, signal);
    if (dbfs > loudest.dbfs) loudest = { stream, dbfs };
  }
  return loudest.stream;
}
