import type { DesktopRect } from '../shell.ts';

export interface ChromiumLook {
  headless: boolean;
  /** Frameless over the whole rectangle; else a window with a title bar, for trying things out. */
  kiosk: boolean;
  rect: DesktopRect;
  /** What it opens, for everyone to read in the process list. */
  url: string;
  profileDir: string;
  withoutGpu: boolean;
  /** Chromium's own sandbox cannot run as root. */
  isRoot: boolean;
}

/** Its command line. */
export function chromiumFlags(look: ChromiumLook): string[] {
  const { rect } = look;
  return [
    `--user-data-dir=${look.profileDir}`,
    '--remote-debugging-pipe',
    `--window-position=${rect.x},${rect.y}`,
    `--window-size=${rect.widthPx},${rect.heightPx}`,
    // One page pixel is one LED, whatever the desktop's scaling says.
    '--force-device-scale-factor=1',
    '--high-dpi-support=1',
    '--force-color-profile=srgb',
    '--autoplay-policy=no-user-gesture-required',
    // Nothing on the wall but the page.
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-infobars',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--disable-notifications',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--hide-scrollbars',
    // Never slowed down because another window is in front or nobody is there.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // Where no graphics card decodes, more would take all cores from the picture on screen while the next is got ready.
    '--video-threads=2',
    // Talks to nobody of its own accord.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--no-pings',
    '--no-service-autorun',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-features=Translate,MediaRouter,OptimizationHints,CalculateNativeWinOcclusion,GlobalMediaControls',
    // Verified media must not lie unverified in the browser's cache.
    '--disk-cache-size=1',
    '--media-cache-size=1',
    ...(look.withoutGpu ? ['--disable-gpu'] : []),
    ...(look.isRoot ? ['--no-sandbox', '--test-type'] : []),
    ...(look.headless ? ['--headless=new'] : []),
    ...(look.kiosk && !look.headless ? ['--kiosk'] : []),
    look.headless ? look.url : `--app=${look.url}`,
  ];
}
