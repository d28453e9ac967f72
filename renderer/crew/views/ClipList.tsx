import { titleOf } from '../play/judge.ts';
import type { Course } from '../play/round.ts';
import { Icon } from './Icon.tsx';
import { useApp, useCrew, useFormat, useText, useTick } from './context.ts';
import { refusalText } from './refusal-text.ts';

const CHECK_EVERY_MS = 5_000;

/** The order of the day, with why something in it will not be heard. */
export function ClipList({
  course,
  current,
  isToday,
}: {
  course: Course;
  current: number | null;
  isToday: boolean;
}) {
  const t = useText();
  useTick(CHECK_EVERY_MS);
  if (course.clipIds.length === 0) return null;
  return (
    <section className="card">
      <h3>{t('day.clips')}</h3>
      <ol className="clips">
        {course.clipIds.map((id, index) => (
          <ClipRow key={index} id={id} number={index + 1} isCurrent={index === current} isToday={isToday} />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  id: string;
  number: number;
  isCurrent: boolean;
  isToday: boolean;
}

function ClipRow({ id, number, isCurrent, isToday }: RowProps) {
  const t = useText();
  const format = useFormat();
  const app = useApp();
  const { verified, files } = useCrew();
  if (verified === null || app.signedIn === null) return null;
  const approved = verified.clips.get(id);
  const verdict = app.signedIn.judge(id);
  const mayRead = isToday && app.signedIn.judge(id, 'live').ok;
  const file = files.get(approved?.clip.sha256 ?? '');
  const share =
    approved === undefined || !file ? 0 : Math.floor((100 * file.storedBytes) / approved.clip.bytes);
  const isFetching = !verdict.ok && verdict.reason === 'not_here' && share > 0;
  const isBad = !verdict.ok && !['not_here', 'not_yet'].includes(verdict.reason);
  const state = verdict.ok
    ? t('clip.ready')
    : isFetching
      ? t('clip.fetching', { percent: share })
      : refusalText(t, format, verdict);
  return (
    <li className={isBad ? 'clip bad' : 'clip'} aria-current={isCurrent}>
      <span className="clip-number">{number}</span>
      <span className="clip-text">
        <span className="clip-title">{titleOf(verified, id) || id}</span>
        <span className={verdict.ok ? 'clip-state ok' : 'clip-state'}>
          {verdict.ok ? <Icon name="check" sizePx={18} /> : isBad && <Icon name="warn" sizePx={18} />}
          {state}
          {verdict.ok && approved && ` · ${format.length(approved.clip.durationMs)}`}
        </span>
      </span>
      {mayRead && (
        <button className="read" onClick={() => app.signedIn?.live.open(id)}>
          <Icon name="mic" sizePx={20} />
          {t('clip.read')}
        </button>
      )}
    </li>
  );
}
