import { useState } from 'react';
import { DemoMark } from './DemoMark.tsx';
import { Icon } from './Icon.tsx';
import { Notices } from './Notices.tsx';
import { quietText, quietUntilText } from './quiet-text.ts';
import { useApp, useCrew, useFormat, useText } from './context.ts';

/** The loudspeaker is to be silent here or now. The crew decides; what it decides is on record. */
export function HeldView() {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { holding, verified, isPlaceOld } = useCrew();
  const [isSure, setSure] = useState(false);
  const isOver = holding.length === 0;
  return (
    <div className="page held" role="alertdialog" aria-label={t('quiet.held')}>
      <DemoMark />
      <main>
        <Notices />
        <span className="held-sign">
          <Icon name={isOver ? 'check' : 'hand'} sizePx={88} />
        </span>
        <h1>{t(isOver ? 'quiet.over' : 'quiet.held')}</h1>
        {holding.map((reason, index) => (
          <p key={index} className="held-reason">
            <strong>{quietText(t, format, reason)}</strong>
            {reason.code === 'place' && !isPlaceOld && reason.distanceM > 0 && (
              <span>{t('quiet.away', { metres: reason.distanceM })}</span>
            )}
            <span>{quietUntilText(t, format, reason, verified?.day)}</span>
            {reason.code === 'place' && isPlaceOld && <span>{t('quiet.placeOld')}</span>}
          </p>
        ))}
      </main>
      <footer className="dock">
        {isOver ? (
          <button className="wide tall" onClick={() => app.signedIn?.player.resume()}>
            {t('quiet.goOn')}
          </button>
        ) : (
          <>
            <button
              className="wide quietly"
              onClick={() => (isSure ? app.signedIn?.override() : setSure(true))}
            >
              {t(isSure ? 'quiet.overrideSure' : 'quiet.override')}
            </button>
            <p className="dim">{t('quiet.overrideHint')}</p>
          </>
        )}
        <button className={isOver ? 'wide quietly' : 'wide tall'} onClick={() => app.signedIn?.player.stop()}>
          {t('player.stop')}
        </button>
      </footer>
    </div>
  );
}
