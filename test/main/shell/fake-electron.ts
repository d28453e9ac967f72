/** The few parts of Electron the shell touches, as plain event emitters that remember what was asked of them. */
import { EventEmitter } from 'node:events';
import type { ElectronParts } from '../../../main/shell/electron/electron-shell.ts';

type Handler = (...args: never[]) => unknown;

class FakeContents extends EventEmitter {
  url = '';
  css = '';
  windowOpenHandler: Handler | null = null;
  captured: unknown = null;

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler;
  }

  insertCSS(css: string): Promise<string> {
    this.css = css;
    return Promise.resolve('');
  }

  capturePage(rect: unknown) {
    this.captured = rect;
    const image = (width: number) => ({
      getSize: () => ({ width, height: 10 }),
      resize: (to: { width: number }) => image(to.width),
      toJPEG: (quality: number) => Buffer.from(`jpeg ${width} ${quality}`),
    });
    return Promise.resolve(image(1920));
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  bounds: unknown;
  isGone = false;
  onTop: unknown;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
  }

  loadURL(url: string): Promise<void> {
    if (url.includes('unreachable')) return Promise.reject(new Error('ERR_CONNECTION_REFUSED'));
    this.webContents.url = url;
    return Promise.resolve();
  }

  removeMenu(): void {
    this.options['menu'] = null;
  }

  setAlwaysOnTop(...args: unknown[]): void {
    this.onTop = args;
  }

  setBounds(bounds: unknown): void {
    this.bounds = bounds;
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  destroy(): void {
    this.isGone = true;
    this.emit('closed');
  }
}

export function fakeElectron() {
  const windows: FakeWindow[] = [];
  const handlers: Record<string, Handler> = {};
  const remember = (name: string) => (handler: Handler) => {
    handlers[name] = handler;
  };
  const session = Object.assign(new EventEmitter(), {
    set: [] as unknown[],
    cookies: {
      set: (cookie: unknown) => {
        session.set.push(cookie);
        return Promise.resolve();
      },
    },
    setPermissionRequestHandler: remember('permissionRequest'),
    setPermissionCheckHandler: remember('permissionCheck'),
    setDevicePermissionHandler: remember('devicePermission'),
    webRequest: { onBeforeRequest: remember('beforeRequest') },
  });
  const partitions: string[] = [];
  const blocking = new Set<number>();
  const switches: string[] = [];
  const app = Object.assign(new EventEmitter(), {
    hasLock: true,
    calls: [] as string[],
    requestSingleInstanceLock: () => app.hasLock,
    quit: () => app.calls.push('quit'),
    exit: (code: number) => app.calls.push(`exit ${code}`),
    enableSandbox: () => app.calls.push('enableSandbox'),
    whenReady: () => Promise.resolve(),
    commandLine: { appendSwitch: (name: string, value?: string) => switches.push(`${name}=${value ?? ''}`) },
  });
  const screen = Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => ({ bounds: { x: 0, y: 0, width: 1920, height: 1080 } }),
  });
  const parts = {
    app,
    screen,
    session: {
      fromPartition: (name: string) => {
        partitions.push(name);
        return session;
      },
    },
    powerSaveBlocker: {
      start: () => {
        blocking.add(7);
        return 7;
      },
      stop: (id: number) => blocking.delete(id),
    },
    BrowserWindow: class extends FakeWindow {
      constructor(options: Record<string, unknown>) {
        super(options);
        windows.push(this);
        fake.onWindow();
      }
    },
  };
  const fake = {
    /** A window is made. */
    onWindow: (): unknown => undefined,
    electron: parts as unknown as ElectronParts,
    app,
    screen,
    session,
    handlers,
    windows,
    partitions,
    blocking,
    switches,
  };
  return fake;
}
