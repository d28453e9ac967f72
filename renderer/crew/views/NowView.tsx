import type { PlayerState } from '../play/player.ts';
import { titleOf } from '../play/judge.ts';
import { nameOfStop } from '../play/round.ts';
import { Icon } from './Icon.tsx';
import { HeldView } from './HeldView.tsx';
import { Notices } from './Notices.tsx';
import { refusalText } from './refusal-text.ts';
import { TopBar } from './TopBar.tsx';
import { useApp, useCrew, useFormat, useText } from './context.ts';

type Active = Extract<PlayerState, { kind: 'active' }>;

/** What is heard now, to be read and stopped at arm’s length. */
export function NowView({ now }: { now: Active }) {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { verified, skipped, position } = useCrew();
  const player = app.signedIn?.player;
  if (verified === null || player === undefined) return null;
  if (now.isHeld) return <HeldView />;
  const { course, place } = now;
  const stop = nameOfStop(course, place);
  const approved = verified.clips.get(now.announcementId);
  const rounds =
    course.repeats > 1 ? ` · ${t('player.roundOf', { number: place.round + 1, count: course.repeats })}` : '';
  const share = now.durationMs === 0 ? 0 : Math.min(100, (100 * now.positionMs) / now.durationMs);
  const doing = now.isPaused
    ? t('player.paused')
    : now.doing === 'gap'
      ? t('player.gap')
      : now.doing === 'clip'
        ? ''
        : t(`player.${now.doing}`);
  const last = skipped.at(-1);
  return (
    <div className={now.isPaused ? 'page now paused' : 'page now'}>
      <TopBar
        title={stop ?? verified.day.unitName}
        hint={t('player.clipOf', { number: place.clip + 1, count: course.clipIds.length }) + rounds}
        action={
          <button className="bar-button" aria-label={t('player.stop')} onClick={() => player.stop()}>
            <Icon name="stop" />
          </button>
        }
      />
      <main>
        <Notices />
        {last !== undefined && (
          <p className="banner warn" role="status">
            <Icon name="warn" />
            <span>
              {t('player.skipped', { title: titleOf(verified, last.announcementId) || last.announcementId })}
              <br />
              {refusalText(t, format, last)}
            </span>
          </p>
        )}
        {position.kind === 'denied' && (
          <p className="banner warn" role="status">
            <Icon name="warn" />
            <span>{t('menu.position.denied')}</span>
          </p>
        )}
        <h2 className="now-title">{titleOf(verified, now.announcementId)}</h2>
        <p className="now-script">{approved?.approval.announcement.script}</p>
      </main>
      <footer className="dock">
        <div className="now-bar">
          <progress value={share} max={100} aria-hidden="true" />
          <span className="now-time">
            {format.length(now.positionMs)} /{' '}
            {format.length(now.durationMs || (approved?.clip.durationMs ?? 0))}
          </span>
          <span>{doing}</span>
        </div>
        <div className="now-buttons">
          <button aria-label={t('player.back')} className="side" onClick={() => player.back()}>
            <Icon name="back" sizePx={36} />
          </button>
          <button
            className="disc huge"
            aria-label={t(now.isPaused ? 'player.resume' : 'player.pause')}
            onClick={() => (now.isPaused ? player.resume() : player.pause())}
          >
            <Icon name={now.isPaused ? 'play' : 'pause'} sizePx={84} />
          </button>
          <button aria-label={t('player.next')} className="side" onClick={() => player.next()}>
            <Icon name="next" sizePx={36} />
          </button>
        </div>
      </footer>
    </div>
  );
}
