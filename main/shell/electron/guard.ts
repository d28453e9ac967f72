import type { Session, WebContents } from 'electron';
import type { Log } from '../../log.ts';

/** The page may do nothing but be shown: no permission, no device, no download, no address but its own. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('permission_refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !isOurs(details.url);
    if (cancel) log.warn('request_refused', { url: details.url });
    answer({ cancel });
  });
}

/** No page but ours, no second window, no page within the page. */
export function guardContents(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('window_refused', { url });
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (isSameOrigin(event.url, contents.getURL())) return;
    log.warn('navigation_refused', { url: event.url });
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** The player service listens on this address and nowhere else; a page's own blobs carry its origin. */
const isOurs = (url: string): boolean => {
  const parsed = URL.parse(url.startsWith('blob:') ? url.slice('blob:'.length) : url);
  return parsed?.hostname === '127.0.0.1';
};

const isSameOrigin = (url: string, current: string): boolean =>
  URL.parse(url)?.origin === URL.parse(current)?.origin;
