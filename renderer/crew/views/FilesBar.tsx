import { filesOf } from '../play/judge.ts';
import { useCrew, useText } from './context.ts';

/** How much of the day is on the phone; what is heard around clips counts as bytes, not as clips. */
export function FilesBar() {
  const t = useText();
  const { verified, files, isOnline } = useCrew();
  if (verified === null || files.size === 0) return null;
  const clips = new Set([...verified.clips.values()].map(({ clip }) => clip.sha256));
  const states = filesOf(verified).map(({ sha256, bytes }) => {
    return { isClip: clips.has(sha256), bytes, file: files.get(sha256) };
  });
  const ofClips = states.filter(({ isClip }) => isClip);
  const done = ofClips.filter(({ file }) => file?.whole === true).length;
  const total = states.reduce((sum, { bytes }) => sum + bytes, 0);
  const stored = states.reduce((sum, { file }) => sum + (file?.storedBytes ?? 0), 0);
  // A clip can be heard without the rest: what of that cannot be had is not waited for.
  const isComing = states.some(
    ({ isClip, file }) => !isClip && file?.whole !== true && (file?.problem ?? null) === null,
  );
  const isWhole = done === ofClips.length && !isComing && verified.aroundProblem !== 'missing';
  const isFull = states.some(({ file }) => file?.problem === 'disk_full');
  const percent = total === 0 ? 100 : Math.floor((100 * stored) / total);
  const fill = { done, count: ofClips.length, percent };
  const text = isFull
    ? t('files.diskFull')
    : isWhole
      ? t('files.ready')
      : t(isOnline ? 'files.fetching' : 'files.waiting', fill);
  return (
    <div className={isFull ? 'files bad' : isWhole ? 'files ok' : 'files'} role="status">
      <span>{text}</span>
      {!isWhole && <progress value={percent} max={100} />}
    </div>
  );
}
