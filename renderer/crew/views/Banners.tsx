import { isTextKey, type Tell } from '../i18n/text.ts';
import { Icon } from './Icon.tsx';
import { Notices } from './Notices.tsx';
import { quietText, quietUntilText } from './quiet-text.ts';
import { useApp, useCrew, useFormat, useText } from './context.ts';

/** What the crew has to know before it presses the button. */
export function Banners() {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { verified, quiet, isSetBack, dayProblem, isUpdateReady } = useCrew();
  const aroundProblem = verified?.aroundProblem ?? null;
  const [soonest] = quiet;
  return (
    <>
      {isSetBack && (
        <p className="banner bad" role="alert">
          <Icon name="warn" />
          {t('refused.clock_set_back')}
        </p>
      )}
      {dayProblem !== null && (
        <p className="banner bad" role="alert">
          <Icon name="warn" />
          {t('day.problem', { why: whyRefused(t, 'day', dayProblem) })}
        </p>
      )}
      {aroundProblem !== null && aroundProblem !== 'missing' && (
        <p className="banner warn" role="status">
          <Icon name="warn" />
          {t('around.problem', { why: whyRefused(t, 'around', aroundProblem) })}
        </p>
      )}
      {soonest !== undefined && (
        <p className="banner warn" role="status">
          <Icon name="hand" />
          <span>
            <strong>{t('quiet.now')}</strong>
            <br />
            {quietText(t, format, soonest)}, {quietUntilText(t, format, soonest, verified?.day)}
          </span>
        </p>
      )}
      <Notices />
      {isUpdateReady && (
        <div className="banner">
          <p>{t('app.update')}</p>
          <button onClick={() => app.applyUpdate()}>{t('app.updateNow')}</button>
        </div>
      )}
    </>
  );
}

/** Which check of the trust rules failed, in words: of the day, or of what is heard around clips. */
function whyRefused(t: Tell, what: 'day' | 'around', code: string): string {
  const key = `${what}.why.${code}`;
  return t(isTextKey(key) ? key : `${what}.why.other`);
}
