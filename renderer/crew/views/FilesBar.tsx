import { useCrew, useText } from './context.ts';

/** How much of the day is on the phone. */
export function FilesBar() {
  const t = useText();
  const { verified, files, isOnline } = useCrew();
  if (verified === null || files.size === 0) return null;
  const clips = new Map([...verified.clips.values()].map(({ clip }) => [clip.sha256, clip.bytes]));
  const states = [...clips].map(([sha256, bytes]) => ({ bytes, file: files.get(sha256) }));
  const done = states.filter(({ file }) => file?.whole === true).length;
  const total = states.reduce((sum, { bytes }) => sum + bytes, 0);
  const stored = states.reduce((sum, { file }) => sum + (file?.storedBytes ?? 0), 0);
  const isWhole = done === states.length;
  const isFull = states.some(({ file }) => file?.problem === 'disk_full');
  const percent = total === 0 ? 100 : Math.floor((100 * stored) / total);
  const fill = { done, count: states.length, percent };
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
