import type { Notice } from '../app/state.ts';
import type { Tell } from '../i18n/text.ts';
import { Icon } from './Icon.tsx';
import { quietText, quietUntilText } from './quiet-text.ts';
import { useApp, useCrew, useFormat, useText, type Format } from './context.ts';

/** What the crew has to know before it presses the button. */
export function Banners() {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { verified, notices, quiet, isSetBack, dayProblem, isUpdateReady } = useCrew();
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
          {t('around.problem', { code: aroundProblem })}
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
      {notices.length > 0 && (
        <div className="banner news" role="alert">
          <div>
            {notices.map((notice, index) => (
              <p key={index}>{noticeText(t, format, notice)}</p>
            ))}
          </div>
          <button onClick={() => app.dismissNotices()}>{t('notice.understood')}</button>
        </div>
      )}
      {isUpdateReady && (
        <div className="banner">
          <p>{t('app.update')}</p>
          <button onClick={() => app.applyUpdate()}>{t('app.updateNow')}</button>
        </div>
      )}
    </>
  );
}

function noticeText(t: Tell, format: Format, notice: Notice): string {
  switch (notice.kind) {
    case 'withdrawn':
      return t('notice.withdrawn', { title: notice.title });
    case 'stop_done':
      return notice.nextStop === null
        ? t('notice.tour_done')
        : t('notice.stop_done', { next: notice.nextStop });
    case 'nothing_heard':
      return t('notice.nothing_heard');
    default:
      return t(`notice.${notice.kind}`, {
        date: format.date(notice.date),
        at: notice.startLocal.replace(':', '.'),
      });
  }
}
