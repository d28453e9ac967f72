/** What is known of a stick, and what that comes to. */
import {
  PACK_CHECK_NAME,
  PACK_MANIFEST_NAME,
  type PackCheck,
  type PackCheckFile,
} from '../../core/model/pack-check.ts';

/** A file as the browser's picker gave it. */
export interface PickedFile {
  /** With folders where a folder was picked, else the bare name. */
  path: string;
  bytes: number;
}

export type FileState = 'unchecked' | 'checking' | 'intact' | 'broken' | 'missing';
export type AirState = 'always' | 'valid' | 'ends_today' | 'not_yet' | 'expired';

/** Whether the file may be heard or seen at this instant; the last day is the one that `dayOf` says is the same. */
export function airState(file: PackCheckFile, nowMs: number, dayOf: (ms: number) => string): AirState {
  if (file.lastAirMs === null) return 'always';
  if (nowMs >= file.lastAirMs) return 'expired';
  if (file.fromMs !== null && nowMs < file.fromMs) return 'not_yet';
  return dayOf(nowMs) === dayOf(file.lastAirMs - 1) ? 'ends_today' : 'valid';
}

export interface Matched {
  /** Index into what was picked, for each file of the pack; undefined where it was not there. */
  picked: readonly (number | undefined)[];
  /** Sounds and pictures that are not of this pack: a head unit or a wall would play them as well. */
  strangers: readonly string[];
}

const PLAYED =
  /\.(?:mp3|wma|m4a|aac|wav|flac|ogg|opus|mp4|m4v|mov|avi|mkv|webm|wmv|mpe?g|png|jpe?g|gif|bmp|webp)$/i;

/** Names are compared as FAT32 does, without case; a picked folder's own name before them does not matter. */
export function match(pack: PackCheck, picked: readonly PickedFile[]): Matched {
  const names = picked.map(({ path }) => `/${path.replaceAll('\\', '/').toLowerCase()}`);
  const bare = names.some((name) => name.lastIndexOf('/') > 0)
    ? (path: string) => path
    : (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const taken = new Set<number>();
  const found = pack.files.map(({ path }) => {
    const end = `/${bare(path).toLowerCase()}`;
    const hits = names.flatMap((name, index) => (name.endsWith(end) && !taken.has(index) ? [index] : []));
    // A copy deeper down is another file: the shortest path is the pack's own.
    const best = hits.toSorted((a, b) => (names[a]?.length ?? 0) - (names[b]?.length ?? 0))[0];
    if (best !== undefined) taken.add(best);
    return best;
  });
  const own = [PACK_CHECK_NAME, PACK_MANIFEST_NAME].map((name) => `/${name.toLowerCase()}`);
  const strangers = names.flatMap((name, index) =>
    !taken.has(index) && PLAYED.test(name) && !own.some((end) => name.endsWith(end))
      ? [picked[index]?.path ?? '']
      : [],
  );
  return { picked: found, strangers };
}

export type Verdict = 'unchecked' | 'checking' | 'broken' | 'strangers' | 'expired' | 'incomplete' | 'good';

/** The one sentence at the top; what is most harmful comes first. */
export function verdictOf(
  states: readonly FileState[],
  airs: readonly AirState[],
  strangers: readonly string[],
): Verdict {
  if (states.includes('checking')) return 'checking';
  if (states.every((state) => state === 'unchecked'))
    return airs.includes('expired') ? 'expired' : 'unchecked';
  if (states.includes('broken')) return 'broken';
  if (strangers.length > 0) return 'strangers';
  if (states.includes('missing')) return 'incomplete';
  if (airs.includes('expired')) return 'expired';
  return states.includes('unchecked') ? 'incomplete' : 'good';
}
