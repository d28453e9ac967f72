import { EventEmitter } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import { AppError } from '../../../core/model/app-error.ts';
import type { Log } from '../../log.ts';
import {
  CAPTURE_JPEG_QUALITY,
  CAPTURE_MAX_WIDTH_PX,
  type DesktopRect,
  type PageEntry,
  type Shell,
} from '../shell.ts';
import type { CdpEvent } from './cdp.ts';
import { PageLife, type Frame, type LoadedDocument } from './page-life.ts';
import { startBrowser, type BrowserProcess } from './process.ts';
import { makeProfile, sweepProfiles } from './profile.ts';
import { openBlackWindow, type BlackWindow } from './x11.ts';

/** The page asks nobody anything; a box would be on the wall before it could be closed. */
const WITHOUT_BOXES = `for (const box of ['alert', 'confirm', 'prompt', 'print']) window[box] = () => undefined;`;
const START_TIMEOUT_MS = 30_000;
/** A page that answers needs a tenth of this. */
const UNWATCHED_MS = 1000;
const LOAD_TIMEOUT_MS = 20_000;
/** A page that was loaded but says nothing of its first paint is uncovered all the same. */
const PAINT_TIMEOUT_MS = 2000;
/** This many losses within this time, and the browser does without the graphics card, the usual culprit. */
const MOST_LOSSES = 5;
const LOSSES_WITHIN_MS = 10 * 60_000;

export interface ChromiumShellOptions {
  executable: string;
  headless: boolean;
  kiosk: boolean;
  /** What the window covers: a monitor, or part of one. */
  rect: DesktopRect;
  /** Without the graphics card: for a machine on which things keep crashing. */
  safe?: boolean;
  log: Log;
}

/** As the protocol describes it. */
interface Target {
  targetId: string;
  type: string;
  url: string;
}

/** Pages of its own that it may open beside ours. */
const OF_THE_BROWSER = /^(?:chrome|devtools):/;
const LOSSES = new Set(['Inspector.targetCrashed', 'Target.targetCrashed', 'Target.detachedFromTarget']);
/** Whether the page, or all of its window, is gone. */
const isLoss = ({ method }: Pick<CdpEvent, 'method'>): boolean => LOSSES.has(method);

interface Open {
  browser: BrowserProcess;
  life: PageLife;
  sessionId: string;
}

/** The page in a Chromium of its own: no profile of anyone, no port, no dialogs. */
export class ChromiumShell implements Shell {
  readonly events: Shell['events'] = new EventEmitter();
  readonly #options: ChromiumShellOptions;
  #open: Open | null = null;
  /** Set from the moment it runs, before it has a window to show. */
  #browser: BrowserProcess | null = null;
  /** What is left of browsers that were ended is being cleared away. */
  #clearing: Promise<unknown> = Promise.resolve();
  #losses: number[] = [];
  #hasSwept = false;
  /** In front of the window for as long as it is not our page that is painted in it; null where that cannot be. */
  #curtain: BlackWindow | null = null;
  #isOurs = false;
  /** A browser that was run before its page was asked for. */
  #warming: Promise<Open> | null = null;
  #isClosed = false;

  constructor(options: ChromiumShellOptions) {
    this.#options = options;
  }

  /**
   * Runs the browser with the page that `show` is called with next. Settles when it runs, long before it has its window;
   * what goes wrong is told by `show`.
   */
  async warmUp(entry: PageEntry): Promise<void> {
    const spawned = Promise.withResolvers<unknown>();
    this.#warming = this.#start(entry, () => {
      spawned.resolve(null);
    });
    this.#warming.catch(spawned.resolve);
    await spawned.promise;
  }

  async show(entry: PageEntry): Promise<void> {
    if (this.#isClosed) throw new AppError('shell_failed', 'The shell is closed');
    const warming = this.#warming;
    this.#warming = null;
    const isRunning = this.#open !== null;
    this.#open ??= await (warming ?? this.#start(entry));
    const { browser, life } = this.#open;
    this.#isOurs = false;
    this.cover();
    try {
      const arriving = isRunning ? navigate(this.#open, entry) : life.first;
      const { loaderId, failure } = await inTime(arriving, browser, LOAD_TIMEOUT_MS);
      if (failure !== null) throw new AppError('shell_failed', `The page did not load: ${failure}`);
      // What was told long ago may be of a browser that died since: only an answer says that it lives.
      const alive = browser.cdp.send('Browser.getVersion');
      await inTime(Promise.all([life.reached('load', loaderId), alive]), browser, LOAD_TIMEOUT_MS);
      void this.#uncoverOnce(life.reached('firstPaint', loaderId), browser);
    } catch (error) {
      // Its place is taken by a page of the browser that says so.
      this.#drop();
      throw error;
    }
  }

  cover(): void {
    this.#curtain?.cover();
  }

  uncover(): void {
    if (this.#isOurs) this.#curtain?.uncover();
  }

  async restart(entry: PageEntry): Promise<void> {
    await this.#drop()?.gone;
    await this.show(entry);
  }

  async capture(area: DesktopRect | null): Promise<Buffer> {
    if (this.#open === null) throw new AppError('shell_failed', 'There is no window to capture');
    const { browser, sessionId } = this.#open;
    const { data } = await browser.cdp.send(
      'Page.captureScreenshot',
      {
        format: 'jpeg',
        quality: CAPTURE_JPEG_QUALITY,
        optimizeForSpeed: true,
        // Cutting makes a window on a real display jump for a moment, so only headless does it.
        ...(this.#options.headless && { clip: clipOf(area ?? this.#options.rect) }),
      },
      sessionId,
    );
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
    await this.#clearing;
    this.#curtain?.close();
  }

  async #start(entry: PageEntry, onSpawned?: () => void): Promise<Open> {
    const { executable, headless, kiosk, rect, log } = this.#options;
    const sweeping = this.#sweep();
    const [profile] = await Promise.all([makeProfile(), this.#hang()]);
    const look = { headless, kiosk, rect, url: entry.url, withoutGpu: this.#isWithoutGpu() };
    const opened = Promise.withResolvers<string>();
    const moved = Promise.withResolvers<null>();
    const life = new PageLife();
    const onEvent = (event: CdpEvent) => {
      const target = event.params['targetInfo'] as Target | undefined;
      if (target?.type === 'page' && !OF_THE_BROWSER.test(target.url)) {
        opened.resolve(target.targetId);
        // It has got somewhere: nothing of a page is told before.
        if (event.method === 'Target.targetInfoChanged') moved.resolve(null);
      }
      life.take(event);
      if (this.#open?.browser === browser) this.#onEvent(event);
      // Before it is asked to show anything: it cannot any more. One that was dropped is killed already.
      else if (isLoss(event)) browser.kill();
    };
    const browser = await startBrowser(executable, profile, look, onEvent, onSpawned);
    this.#browser = browser;
    if (this.#isClosed) await this.#end();
    void browser.gone.then((detail) => {
      if (this.#open?.browser === browser) this.#lost(detail);
    });
    try {
      // A fresh profile on a slow kiosk disk takes its time.
      await Promise.all([
        sweeping,
        letIn(browser, entry, START_TIMEOUT_MS),
        browser.cdp.send('Target.setDiscoverTargets', { discover: true }, undefined, START_TIMEOUT_MS),
      ]);
      const targetId = await inTime(opened.promise, browser, START_TIMEOUT_MS);
      // To be watched while it is on its way makes a page later.
      await inTime(Promise.race([moved.promise, later(UNWATCHED_MS)]), browser, START_TIMEOUT_MS);
      return { browser, life, sessionId: await this.#attach(browser, targetId, life) };
    } catch (error) {
      await browser.end();
      log.error('chromium_start_failed', { error, detail: await browser.gone });
      throw error;
    }
  }

  /** Holds every page in the window to what a wall asks of it. Answers the session to talk to it in. */
  async #attach({ cdp }: BrowserProcess, targetId: string, life: PageLife): Promise<string> {
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
    const session = String(sessionId);
    const { widthPx: width, heightPx: height } = this.#options.rect;
    const black = { color: { r: 0, g: 0, b: 0, a: 1 } };
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    const withoutBoxes = { source: WITHOUT_BOXES, runImmediately: true };
    // Asked in one go: a browser that starts answers each only after what it is busy with.
    const hasPainted = { expression: `performance.getEntriesByName('first-paint').length > 0` };
    const [, tree, , painted] = await Promise.all([
      cdp.send('Page.enable', {}, session),
      cdp.send('Page.getFrameTree', {}, session),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }, session),
      // Of what came before, only the load is told anew.
      cdp.send('Runtime.evaluate', hasPainted, session),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', withoutBoxes, session),
      // Downloads would leave files and bubbles.
      cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
      // Whatever is not granted is refused, without a question on the wall.
      cdp.send('Browser.grantPermissions', { permissions: [] }),
      cdp.send('Emulation.setDefaultBackgroundColorOverride', black, session),
      ...(this.#options.headless ? [cdp.send('Emulation.setDeviceMetricsOverride', metrics, session)] : []),
    ]);
    const { frame } = tree['frameTree'] as { frame: Frame };
    life.isAt(frame);
    if ((painted['result'] as { value: unknown }).value === true) life.reach('firstPaint', frame.loaderId);
    return session;
  }

  async #uncoverOnce(painted: Promise<null>, browser: BrowserProcess): Promise<void> {
    await inTime(painted, browser, PAINT_TIMEOUT_MS).catch(() => undefined);
    if (this.#open?.browser !== browser) return;
    this.#isOurs = true;
    this.uncover();
  }

  #onEvent({ method, params }: CdpEvent): void {
    if (isLoss({ method })) this.#lost(method);
    // The page leaves for nowhere; what came instead of it would be the browser's or a stranger's.
    const isLeaving = method === 'Page.frameRequestedNavigation' && params['reason'] !== 'reload';
    if (isLeaving) this.#lost('the page left');
    // The page opens none; were one opened, it would cover the wall.
    if (method === 'Page.javascriptDialogOpening' && this.#open) {
      const { browser, sessionId } = this.#open;
      this.#options.log.error('page_dialog', { message: params['message'] });
      browser.cdp.send('Page.handleJavaScriptDialog', { accept: false }, sessionId).catch(() => undefined);
    }
  }

  #lost(detail: string): void {
    const browser = this.#drop();
    this.#losses.push(performance.now());
    // The window is gone then, and black is what is behind it.
    void browser?.gone.then(() => {
      this.events.emit('lost', detail);
    });
  }

  /** Ends the browser by force, before it can tell the street that a page crashed or does not answer. */
  #drop(): BrowserProcess | null {
    const browser = this.#browser;
    this.#browser = null;
    this.#open = null;
    if (browser === null) return null;
    this.#isOurs = false;
    this.cover();
    browser.kill();
    const cleared = browser.end().catch((error: unknown) => {
      this.#options.log.error('browser_not_cleared', { error });
    });
    this.#clearing = Promise.all([this.#clearing, cleared]);
    return browser;
  }

  /** Once: what players before this one left behind. */
  async #sweep(): Promise<void> {
    if (this.#hasSwept) return;
    await sweepProfiles().catch((error: unknown) => this.#options.log.warn('profiles_not_swept', { error }));
    this.#hasSwept = true;
  }

  /** Hangs the curtain, closed. */
  async #hang(): Promise<void> {
    const { headless, kiosk, rect, log } = this.#options;
    if (headless || !kiosk) return;
    this.#curtain ??= await openBlackWindow(rect, process.env, (error) => {
      log.warn('no_curtain', { error });
      this.#curtain = null;
    });
    this.cover();
  }

  #isWithoutGpu(): boolean {
    const sinceMs = performance.now() - LOSSES_WITHIN_MS;
    this.#losses = this.#losses.filter((atMs) => atMs >= sinceMs);
    return this.#options.safe === true || this.#losses.length >= MOST_LOSSES;
  }

  async #end(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    this.#open = null;
    await browser?.end();
  }
}

/** Has it ask with the cookie from here on. */
async function letIn({ cdp }: BrowserProcess, { url, cookie }: PageEntry, timeoutMs?: number): Promise<void> {
  if (cookie === undefined) return;
  const cookies = [{ ...cookie, url, httpOnly: true, sameSite: 'Strict' }];
  await cdp.send('Storage.setCookies', { cookies }, undefined, timeoutMs);
}

async function navigate({ browser, sessionId }: Open, entry: PageEntry): Promise<LoadedDocument> {
  const [, { errorText, loaderId }] = await Promise.all([
    letIn(browser, entry),
    browser.cdp.send('Page.navigate', { url: entry.url }, sessionId),
  ]);
  const hasError = typeof errorText === 'string' && errorText !== '';
  return { loaderId: String(loaderId), failure: hasError ? errorText : null };
}

/** @throws AppError `shell_failed` with the browser's last words when it goes, or when it takes too long. */
async function inTime<T>(done: Promise<T>, browser: BrowserProcess, timeoutMs: number): Promise<T> {
  const timer = new AbortController();
  const fail = (detail: string): never => {
    throw new AppError('shell_failed', `The browser failed: ${detail}`);
  };
  const late = later(timeoutMs, 'not in time', { signal: timer.signal });
  try {
    return await Promise.race([done, browser.gone.then(fail), late.then(fail)]);
  } finally {
    timer.abort();
  }
}

function clipOf(area: DesktopRect) {
  const { x, y, widthPx: width, heightPx: height } = area;
  return { x, y, width, height, scale: Math.min(1, CAPTURE_MAX_WIDTH_PX / width) };
}
