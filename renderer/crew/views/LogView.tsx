import type { StoredPlay } from '../store/database.ts';
import { Icon } from './Icon.tsx';
import { TopBar } from './TopBar.tsx';
import { useCrew, useFormat, useText } from './context.ts';

/** What was heard, and whether central knows. */
export function LogView({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { plays } = useCrew();
  const waiting = plays.filter(({ state }) => state === 'ended').length;
  return (
    <div className="page">
      <TopBar
        title={t('log.title')}
        hint={waiting === 0 ? '' : t('log.waiting', { count: waiting })}
        action={
          <button className="bar-button" aria-label={t('menu.back')} onClick={onClose}>
            <Icon name="close" />
          </button>
        }
      />
      <main>
        {plays.length === 0 && <p className="wait">{t('log.empty')}</p>}
        <ol className="log">
          {plays.map((play) => (
            <LogRow key={play.sequence} play={play} />
          ))}
        </ol>
      </main>
    </div>
  );
}

const STATE_TEXT = {
  running: 'log.running',
  ended: 'log.unsent',
  sent: 'log.sent',
  refused: 'log.refused',
} as const;

function LogRow({ play: { play, title, state, quietOverridden } }: { play: StoredPlay }) {
  const t = useText();
  const format = useFormat();
  const facts = [
    format.length(play.endMs - play.startMs),
    play.how === 'live' ? t('log.live') : '',
    state !== 'running' && !play.complete ? t('log.partly') : '',
    play.position === null
      ? t('log.noPlace')
      : t('log.place', { metres: Math.round(play.position.accuracyM) }),
    quietOverridden.length > 0 ? t('log.overridden') : '',
  ].filter((fact) => fact !== '');
  return (
    <li>
      <span className="log-time">{format.instant(play.startMs)}</span>
      <span className="log-text">
        <span>{title}</span>
        <span className="dim">{facts.join(' · ')}</span>
      </span>
      <span className={state === 'sent' ? 'log-state ok' : 'log-state'}>{t(STATE_TEXT[state])}</span>
    </li>
  );
}
