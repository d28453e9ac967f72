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
          {t('day.problem', { code: dayProblem })}
        </p>
      )}
      {aroundProblem !== null && aroundProblem !== 'missing' && (
        <p className="banner warn" role="status">
          <Icon name="warn" />
          {t('around.problem', { why: aroundWhy(t, aroundProblem) })}
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

/** Why what is heard around clips is not, in words. */
function aroundWhy(t: Tell, code: string): string {
  const key = `around.why.${code}`;
  return t(isTextKey(key) ? key : 'around.why.other');
}
