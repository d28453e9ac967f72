import { useEffect, useRef, useState } from 'react';
import type { LiveReading } from '../app/state.ts';
import { coursesOf } from '../play/round.ts';
import { DemoMark } from './DemoMark.tsx';
import { Icon } from './Icon.tsx';
import { Notices } from './Notices.tsx';
import { quietText, quietUntilText } from './quiet-text.ts';
import { useApp, useCrew, useFormat, useText } from './context.ts';

const SIZES_PX = { least: 24, most: 60, step: 4 };
/** Words a minute of a calm speaker, at about six letters a word. */
const LETTERS_PER_MIN = 110 * 6;
/** The second half of a double tap falls on what has come into the place of the button. */
const NOT_THE_SAME_TAP_MS = 1_000;

/** The approved script, large enough to be read aloud in a moving car. */
export function LiveView({ live }: { live: LiveReading }) {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { settings, verified, holding } = useCrew();
  const text = useRef<HTMLDivElement>(null);
  const [isScrolling, setScrolling] = useState(false);
  const isReading = live.isBegun;
  const isUnderWay = useLater(isReading, NOT_THE_SAME_TAP_MS);
  useAutoScroll(text, isReading && isScrolling, live.script);
  const resize = (change: number) => {
    const scriptSizePx = Math.min(SIZES_PX.most, Math.max(SIZES_PX.least, settings.scriptSizePx + change));
    void app.change({ scriptSizePx });
  };
  const day = verified?.day;
  const courses = day === undefined ? [] : coursesOf(day, app.signedIn?.today() ?? '');
  const course =
    courses.find(({ clipIds }) => clipIds.includes(live.announcementId)) ??
    courses.find(({ tourId }) => tourId === null);
  const [reason] = holding;
  return (
    <div className="page live">
      <DemoMark />
      <header className="bar">
        <div className="bar-text">
          <h1>{live.title}</h1>
          <p>
            {live.play === null
              ? t('live.title')
              : t('live.recorded', { at: format.time(live.play.play.startMs) })}
          </p>
        </div>
        <button className="bar-button" aria-label={t('live.smaller')} onClick={() => resize(-SIZES_PX.step)}>
          A−
        </button>
        <button className="bar-button" aria-label={t('live.larger')} onClick={() => resize(SIZES_PX.step)}>
          A+
        </button>
      </header>
      <Notices />
      {reason !== undefined && (
        <p className="banner warn" role="alert">
          <Icon name="hand" />
          <span>
            <strong>{t('quiet.held')}</strong>
            <br />
            {quietText(t, format, reason)}, {quietUntilText(t, format, reason, verified?.day)}
          </span>
        </p>
      )}
      <main ref={text} className="live-script" style={{ fontSize: settings.scriptSizePx }}>
        <p>{live.script}</p>
      </main>
      <footer className="dock">
        <label className="tick">
          <input
            type="checkbox"
            checked={isScrolling}
            onChange={(event) => setScrolling(event.currentTarget.checked)}
          />
          {t('live.scroll')}
        </label>
        {isReading ? (
          <>
            <button
              className="wide tall"
              disabled={!isUnderWay}
              onClick={() => void app.signedIn?.live.end(true)}
            >
              <Icon name="check" /> {t('live.done')}
            </button>
            <button
              className="wide quietly"
              disabled={!isUnderWay}
              onClick={() => void app.signedIn?.live.end(false)}
            >
              {t('live.break')}
            </button>
          </>
        ) : (
          <>
            {reason === undefined ? (
              <button
                className="wide tall"
                disabled={course === undefined}
                onClick={() => course && void app.signedIn?.live.begin(course)}
              >
                <Icon name="mic" /> {t('live.begin')}
              </button>
            ) : (
              <button className="wide quietly" onClick={() => app.signedIn?.override()}>
                {t('quiet.override')}
              </button>
            )}
            <button className="wide quietly" onClick={() => void app.signedIn?.live.end(false)}>
              {t('live.close')}
            </button>
          </>
        )}
      </footer>
    </div>
  );
}

/** Whether `isOn` has held for that long. */
function useLater(isOn: boolean, afterMs: number): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => setLater(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLater(false);
    };
  }, [isOn, afterMs]);
  return isLater;
}

/** Moves the text at speaking pace; a finger on it always wins, since it moves from wherever it is. */
function useAutoScroll(box: React.RefObject<HTMLElement | null>, isOn: boolean, script: string): void {
  useEffect(() => {
    if (!isOn) return;
    const minutes = Math.max(0.05, script.length / LETTERS_PER_MIN);
    let frame = 0;
    let lastMs = performance.now();
    let owedPx = 0;
    const move = (nowMs: number): void => {
      const element = box.current;
      if (element !== null) {
        owedPx += (element.scrollHeight / (minutes * 60_000)) * (nowMs - lastMs);
        const whole = Math.floor(owedPx);
        element.scrollTop += whole;
        owedPx -= whole;
      }
      lastMs = nowMs;
      frame = requestAnimationFrame(move);
    };
    frame = requestAnimationFrame(move);
    return () => cancelAnimationFrame(frame);
  }, [box, isOn, script]);
}
