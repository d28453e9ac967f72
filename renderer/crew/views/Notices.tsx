import type { Notice } from '../app/state.ts';
import type { Tell } from '../i18n/text.ts';
import { useApp, useCrew, useFormat, useText, type Format } from './context.ts';

/** What has happened since the crew last looked; it stays until somebody has read it, whatever is heard meanwhile. */
export function Notices() {
  const app = useApp();
  const t = useText();
  const format = useFormat();
  const { notices } = useCrew();
  if (notices.length === 0) return null;
  return (
    <div className="banner news" role="alert">
      <div>
        {notices.map((notice, index) => (
          <p key={index}>{noticeText(t, format, notice)}</p>
        ))}
      </div>
      <button onClick={() => app.dismissNotices()}>{t('notice.understood')}</button>
    </div>
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
    case 'stop_dropped':
      return notice.nextStop === null
        ? t('notice.stop_dropped_last')
        : t('notice.stop_dropped', { next: notice.nextStop });
    case 'play_refused':
      return t('notice.play_refused', { title: notice.title });
    case 'nothing_heard':
      return t('notice.nothing_heard');
    default:
      return t(`notice.${notice.kind}`, {
        date: format.date(notice.date),
        at: format.timeOfDay(notice.startLocal),
      });
  }
}
