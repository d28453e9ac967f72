import { crc32 } from 'node:zlib';
import { cellsOf, type Rgba } from '../../core/picture/cells.ts';
import type { Eye as EyeStatus, Fault } from '../../core/protocol/device.ts';
import type { Faults } from '../faults.ts';
import type { Log } from '../log.ts';
import type { Grabber } from './grabber.ts';
import { judge, type Judged, type Verdict } from './judge.ts';
import type { PageView } from './page-view.ts';

/** After a change of item the picture needs a moment to stand; changes in between count as one. */
const SETTLE_MS = 700;
/** A finding that differs from the verdict is looked at again so soon. */
const AGAIN_MS = 1000;
/** Looks in a row that have to agree before a screen is called anything but right. */
const AGREEING = 2;
/** Black for less than this may be a video that fades in. */
const BLACK_FOR_MS = 3000;
/** A fault that lasts is told again so often, before it counts as over. */
const TOLD_EVERY_MS = 5 * 60_000;

const FAULT_OF: Partial<Record<Verdict, Fault['code']>> = {
  black: 'screen_black',
  frozen: 'screen_frozen',
  something_else: 'screen_differs',
};

/** One look at the real screen. */
export interface Look {
  picture: Rgba;
  status: EyeStatus;
  /** The verdict is another than before this look. */
  isNew: boolean;
}

export interface EyeOptions {
  grabber: Grabber;
  page: Pick<PageView, 'ask'>;
  everyMs(): number;
  /** Cells in which a picture is due now. */
  dueCells(): readonly number[];
  faults: Faults;
  /** Corrected time, epoch ms. */
  nowMs(): number;
  monotonicMs(): number;
  log: Log;
  /** Called after every look. */
  onLook(look: Look): void;
}

/** Looks at the real screen after every change and now and then, and says what it makes of it. */
export class Eye {
  readonly #options: EyeOptions;
  #status: EyeStatus | null = null;
  #before: Judged | null = null;
  #agreeing = 0;
  #agreeingSinceMonotonicMs = 0;
  #toldMonotonicMs = Number.NEGATIVE_INFINITY;
  #next: NodeJS.Timeout | undefined;
  #dueMonotonicMs = Number.POSITIVE_INFINITY;
  #hasChanged = false;
  #looking: Promise<Look | null> | null = null;
  #cannotGrab = false;
  #isClosed = false;

  constructor(options: EyeOptions) {
    this.#options = options;
    this.#schedule(options.everyMs());
  }

  /** Null until the first look. */
  get status(): EyeStatus | null {
    return this.#status;
  }

  /** Something else is to be seen from now on. */
  changed(): void {
    this.#hasChanged = true;
    if (this.#looking === null) this.#schedule(SETTLE_MS);
  }

  /** Looks now, or joins the look under way; null while the screen cannot be grabbed or no page says where it is. */
  async look(): Promise<Look | null> {
    this.#hasChanged = false;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      this.#dueMonotonicMs = Number.POSITIVE_INFINITY;
      const inMs = this.#isUndecided ? AGAIN_MS : this.#options.everyMs();
      this.#schedule(this.#hasChanged ? SETTLE_MS : inMs);
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#next);
    await this.#looking;
  }

  get #isUndecided(): boolean {
    return this.#before !== null && this.#before.finding.verdict !== this.#status?.verdict;
  }

  /** Earlier than planned, never later. */
  #schedule(inMs: number): void {
    const dueMonotonicMs = this.#options.monotonicMs() + inMs;
    if (this.#isClosed || dueMonotonicMs >= this.#dueMonotonicMs) return;
    this.#dueMonotonicMs = dueMonotonicMs;
    clearTimeout(this.#next);
    this.#next = setTimeout(() => void this.look(), inMs);
  }

  async #look(): Promise<Look | null> {
    const { page, grabber, log } = this.#options;
    const due = this.#options.dueCells();
    const first = await page.ask();
    if (first === null) return this.#blind();
    let picture: Rgba;
    try {
      picture = await grabber.grab(first.area);
    } catch (error) {
      if (!this.#cannotGrab) log.error('screen_not_grabbed', { error });
      this.#cannotGrab = true;
      return this.#blind();
    }
    this.#cannotGrab = false;
    const second = await page.ask();
    const sight = {
      cells: cellsOf(picture),
      checksum: crc32(picture.rgba),
      expected: second && ([first, second] as const),
      // What begins or ends while the screen is grabbed is not due all the time.
      due: due.length === this.#options.dueCells().length ? due : [],
    };
    const finding = judge(sight, this.#before);
    const isNew = this.#settle({ ...sight, finding });
    const status = this.#status ?? this.#fresh('unknown', finding.distance);
    const look = { picture, status, isNew };
    this.#options.onLook(look);
    return look;
  }

  /** Nothing was seen: the verdict of before does not stand for ever. */
  #blind(): null {
    const nothing = { cells: new Uint8Array(), checksum: 0, expected: null, due: [] };
    this.#settle({ ...nothing, finding: { verdict: 'unknown', distance: null } });
    return null;
  }

  /** True when the verdict became another. A screen that is right is believed at once, anything else the second time. */
  #settle(judged: Judged): boolean {
    const { verdict, distance } = judged.finding;
    const nowMs = this.#options.monotonicMs();
    this.#agreeing = verdict === this.#before?.finding.verdict ? this.#agreeing + 1 : 1;
    if (this.#agreeing === 1) this.#agreeingSinceMonotonicMs = nowMs;
    this.#before = judged;
    const leastMs = verdict === 'black' ? BLACK_FOR_MS : 0;
    const isLasting = this.#agreeing >= AGREEING && nowMs - this.#agreeingSinceMonotonicMs >= leastMs;
    const isAgreed = verdict === 'showing' || isLasting;
    const isNew = isAgreed && verdict !== this.#status?.verdict;
    if (isNew) {
      this.#clear();
      this.#status = this.#fresh(verdict, distance);
      this.#options.log.info('screen_verdict', { verdict, distance });
    } else if (this.#status !== null && verdict === this.#status.verdict) {
      this.#status = { ...this.#status, atMs: this.#now(), distance };
    }
    this.#tell(isNew);
    return isNew;
  }

  #fresh(verdict: Verdict, distance: number | null): EyeStatus {
    return { verdict, distance, atMs: this.#now(), sinceMs: this.#now() };
  }

  #now(): number {
    return Math.round(this.#options.nowMs());
  }

  #clear(): void {
    const code = this.#status && FAULT_OF[this.#status.verdict];
    if (code) this.#options.faults.settle(code);
    this.#toldMonotonicMs = Number.NEGATIVE_INFINITY;
  }

  #tell(isNew: boolean): void {
    const status = this.#status;
    const code = status && FAULT_OF[status.verdict];
    if (!status || !code) return;
    const nowMs = this.#options.monotonicMs();
    if (!isNew && nowMs - this.#toldMonotonicMs < TOLD_EVERY_MS) return;
    this.#toldMonotonicMs = nowMs;
    this.#options.faults.raise(code, `since ${new Date(status.sinceMs).toISOString()}`);
  }
}
