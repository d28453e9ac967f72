import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { AppError } from '../../../core/model/app-error.ts';
import type { Log } from '../../log.ts';
import {
  CAPTURE_JPEG_QUALITY,
  CAPTURE_MAX_WIDTH_PX,
  type DesktopRect,
  type PageEntry,
  type Shell,
} from '../shell.ts';
import { guardContents, guardSession } from './guard.ts';

/** The parts of Electron the shell uses, handed in so that tests can stand at this boundary. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'desktopCapturer' | 'powerSaveBlocker' | 'screen' | 'session'
>;

export interface ElectronShellOptions {
  electron: ElectronParts;
  /** Null for the whole primary display. */
  rect: DesktopRect | null;
  kiosk: boolean;
  log: Log;
}

/** Without `persist:` it lives in memory: nothing of the page outlives the window. */
const PARTITION = 'wawar';

/** Where a window for this part of the desktop lies; null for the whole primary display. */
export function boundsOf({ screen }: ElectronParts, rect: DesktopRect | null): Electron.Rectangle {
  if (rect === null) return screen.getPrimaryDisplay().bounds;
  return { x: rect.x, y: rect.y, width: rect.widthPx, height: rect.heightPx };
}

/** A window nobody can move, close or look behind, with a page that can do nothing. */
export const windowOptions = (bounds: Electron.Rectangle, kiosk: boolean) =>
  ({
    ...bounds,
    title: 'Wawar',
    frame: !kiosk,
    alwaysOnTop: kiosk,
    skipTaskbar: kiosk,
    resizable: !kiosk,
    movable: !kiosk,
    minimizable: !kiosk,
    closable: !kiosk,
    hasShadow: !kiosk,
    roundedCorners: false,
    // Walls larger than the desktop the system reports.
    enableLargerThanScreen: true,
    autoHideMenuBar: true,
    backgroundColor: '#000000',
    webPreferences: {
      partition: PARTITION,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      disableDialogs: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  }) satisfies Electron.BrowserWindowConstructorOptions;

/** The page in a frameless window above everything else; to be made once Electron is ready. */
export class ElectronShell implements Shell {
  readonly events: Shell['events'] = new EventEmitter();
  readonly #options: ElectronShellOptions;
  readonly #session: Electron.Session;
  readonly #powerSaveId: number;
  readonly #placeBack = () => {
    this.#place();
  };
  #window: Electron.BrowserWindow | null = null;
  #isClosed = false;

  constructor(options: ElectronShellOptions) {
    this.#options = options;
    const { powerSaveBlocker, screen, session } = options.electron;
    this.#powerSaveId = powerSaveBlocker.start('prevent-display-sleep');
    this.#session = session.fromPartition(PARTITION);
    guardSession(this.#session, options.log);
    // A sending card that loses power for a moment takes its display with it; the window goes back when it returns.
    screen.on('display-added', this.#placeBack);
    screen.on('display-removed', this.#placeBack);
    screen.on('display-metrics-changed', this.#placeBack);
  }

  async show({ url, cookie }: PageEntry): Promise<void> {
    if (this.#isClosed) throw new AppError('shell_failed', 'The shell is closed');
    const window = (this.#window ??= this.#create());
    try {
      if (cookie) await this.#session.cookies.set({ url, ...cookie, httpOnly: true, sameSite: 'strict' });
      await window.loadURL(url);
    } catch (cause) {
      throw new AppError('shell_failed', 'The page did not load', { cause });
    }
    await window.webContents.insertCSS('* { cursor: none !important; }');
  }

  async restart(entry: PageEntry): Promise<void> {
    // The old window, black or frozen as it is, hides the desktop until the new one is over it.
    const old = this.#window;
    this.#window = null;
    try {
      await this.show(entry);
    } finally {
      if (old && !old.isDestroyed()) old.destroy();
    }
  }

  /** The window of a page that crashed is black by itself here. */
  cover(): void {}
  uncover(): void {}

  async capture(area: DesktopRect | null): Promise<Buffer> {
    if (this.#window === null) throw new AppError('shell_failed', 'There is no window to capture');
    const rect = area && { x: area.x, y: area.y, width: area.widthPx, height: area.heightPx };
    const image = await this.#window.webContents.capturePage(rect ?? undefined);
    const isWide = image.getSize().width > CAPTURE_MAX_WIDTH_PX;
    return (isWide ? image.resize({ width: CAPTURE_MAX_WIDTH_PX }) : image).toJPEG(CAPTURE_JPEG_QUALITY);
  }

  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#isClosed = true;
    const { powerSaveBlocker, screen } = this.#options.electron;
    powerSaveBlocker.stop(this.#powerSaveId);
    screen.off('display-added', this.#placeBack);
    screen.off('display-removed', this.#placeBack);
    screen.off('display-metrics-changed', this.#placeBack);
    this.#destroy();
    return Promise.resolve();
  }

  #create(): Electron.BrowserWindow {
    const { electron, kiosk, log } = this.#options;
    const window = new electron.BrowserWindow(windowOptions(this.#bounds(), kiosk));
    window.removeMenu();
    if (kiosk) window.setAlwaysOnTop(true, 'screen-saver');
    guardContents(window.webContents, log);
    let isLost = false;
    const lost = (detail: string) => {
      if (this.#window !== window || isLost) return;
      isLost = true;
      this.events.emit('lost', detail);
    };
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      lost(`render process gone: ${reason}`);
    });
    window.on('unresponsive', () => {
      lost('unresponsive');
    });
    window.on('closed', () => {
      lost('closed');
      if (this.#window === window) this.#window = null;
    });
    return window;
  }

  #bounds(): Electron.Rectangle {
    return boundsOf(this.#options.electron, this.#options.rect);
  }

  #place(): void {
    this.#window?.setBounds(this.#bounds());
  }

  #destroy(): void {
    const window = this.#window;
    this.#window = null;
    if (window && !window.isDestroyed()) window.destroy();
  }
}
