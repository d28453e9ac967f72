/** Where each sound of a pack lies on the stick, so that it is heard in order by name and by directory order alike. */
import { clipName } from './file-names.ts';

/** Head units stop at 99 files a folder; the loop lies in the root beside the others. */
const MOST_IN_FOLDER = 99;

export interface NamedSound {
  title: string;
}

/** What is heard for one clip, in order: the clip itself, and what the city has put around it. */
export type ClipSounds<S extends NamedSound> = readonly S[];

/**
 * A path for each sound, in the order given. All lie in the root while they and the loop are at most 99; else in folders
 * `bagian-1`, `bagian-2`, … of at most 99, and a clip stays together with what is around it.
 */
export function layOut<S extends NamedSound>(
  clips: readonly ClipSounds<S>[],
): readonly { path: string; sound: S }[] {
  const digits = Math.max(2, String(clips.length).length);
  const total = clips.reduce((sum, sounds) => sum + sounds.length, 0);
  const inFolders = total + 1 > MOST_IN_FOLDER;
  const laid: { path: string; sound: S }[] = [];
  let folder = 1;
  let filled = 0;
  for (const [index, sounds] of clips.entries()) {
    if (inFolders && filled + sounds.length > MOST_IN_FOLDER) {
      folder += 1;
      filled = 0;
    }
    filled += sounds.length;
    for (const [at, sound] of sounds.entries()) {
      const letter = sounds.length > 1 ? String.fromCharCode('a'.charCodeAt(0) + at) : '';
      const name = clipName(`${String(index + 1).padStart(digits, '0')}${letter}`, sound.title);
      laid.push({ path: inFolders ? `bagian-${folder}/${name}` : name, sound });
    }
  }
  return laid;
}

export interface PlaylistLine {
  path: string;
  title: string;
  durationMs: number;
}

/** Extended M3U in UTF-8; durations are whole seconds. */
export function m3u8(lines: readonly PlaylistLine[]): string {
  const text = lines.flatMap(({ path, title, durationMs }) => [
    `#EXTINF:${Math.round(durationMs / 1000)},${title.replace(/\s+/g, ' ')}`,
    path,
  ]);
  return ['#EXTM3U', ...text, ''].join('\r\n');
}
