import type { Time } from '../time.ts';
import { biasAt, exchange, fitClock, MOST_SKEW, type ClockFit, type Exchange } from './clock-fit.ts';

const DAY_MS = 86_400_000;
/** How far a hardware clock may be ahead of the last signed time and still be believed. */
const BELIEVED_AHEAD_MS = 400 * DAY_MS;
/** And how far behind it: a boot sets the system back to the battery's clock, which it left by 50 ppm for two months. */
const BELIEVED_BEHIND_MS = 5 * 60_000;
/** A clock that was further behind the server's was not wrong but reset: it tells how long it runs, not what time it is. */
const MOST_BEHIND_MS = DAY_MS;
/** Signed time that is further ahead of the floor and the uptime since is a leap: it waits before it is kept. */
const LEAP_MS = 60_000;
/** Unless the system clock says the same: two that are independent are not both wrong. */
const AGREES_WITHIN_MS = 3_600_000;
/** How long a leap has to stand, with no signed time against it, before it is kept. */
const LEAP_STANDS_MS = 6 * 3_600_000;
/** Exchanges are fitted over so long, and no more of them than this. */
const WINDOW_MS = 20 * 60_000;
const WINDOW = 800;
/** An unsigned answer may differ from the signed time by this plus the signed answer's own round trip. */
const UNSIGNED_TOLERANCE_MS = 1000;
/** A system clock that leaves the monotonic one by more between two looks was set, not steered. */
const STEP_MS = 250;

/**
 * The player's idea of the server's time. It runs on the monotonic clock from its first moment, so a jump of the
 * system clock moves nothing. The signed time sets it roughly; the quick unsigned exchange refines it within the
 * bounds of the signed one; neither can turn it back below the floor kept on disk. A floor is for ever, so a leap counts
 * at once but is kept only once it has stood for hours: one answer of a server whose clock was wrong for a minute, or
 * whose key was stolen, must not put a screen into next year.
 */
export class ServerClock {
  readonly #time: Time;
  #floorMs: number;
  #floorSetMonotonicMs: number;
  #leap: { toMs: number; setMonotonicMs: number; sinceMonotonicMs: number } | null = null;
  #signed: Exchange | null = null;
  #window: Exchange[] = [];
  #fit: ClockFit | null = null;
  /** System minus monotonic clock when it was last looked at. */
  #systemBiasMs: number;
  /** Time believed without a server, minus the monotonic clock. */
  #believedBiasMs: number | null = null;
  /** Whether that time is an earlier server's, carried over by the system clock. */
  #isCarriedOver = false;

  /** `offsetMs`: what had to be added to the system clock when the floor was kept; null where nobody knows. */
  constructor(time: Time, floorMs: number, offsetMs: number | null = null) {
    this.#time = time;
    this.#floorMs = floorMs;
    this.#floorSetMonotonicMs = time.monotonicMs();
    this.#systemBiasMs = time.nowMs() - time.monotonicMs();
    this.#believe(offsetMs);
  }

  /** Corrected time, epoch ms, never below the floor. */
  nowMs(): number {
    return Math.max(this.#unboundedNowMs(), this.#notBeforeMs());
  }

  /** What has to be added to the system clock to get the corrected time. */
  offsetMs(): number {
    return this.nowMs() - this.#time.nowMs();
  }

  /**
   * The same in whole ms if it stems from signed time, of this run or an earlier one; null if it is a guess, or a leap
   * that has yet to stand.
   */
  knownOffsetMs(): number | null {
    const isSigned = this.#fit !== null || this.#isCarriedOver;
    return isSigned && this.#leap === null ? Math.round(this.offsetMs()) : null;
  }

  /**
   * Offset and error bound as reported to the server; null while no signed time is known. The bound holds for any
   * delays, as long as the two clocks' rates differ by no more than `MOST_SKEW` and change slowly.
   */
  estimate(): { offsetMs: number; errorMs: number } | null {
    if (this.#fit === null) return null;
    return { offsetMs: this.offsetMs(), errorMs: biasAt(this.#fit, this.#time.monotonicMs()).errorMs };
  }

  /** True while neither signed time nor a believable hardware clock is there: only evergreen may play. */
  isUncertain(): boolean {
    return this.#fit === null && this.#believedBiasMs === null;
  }

  /** Signed time plus the uptime since: what is kept on disk and never goes down. */
  floorMs(): number {
    this.#keepLeap();
    return this.#floorMs === 0 ? 0 : this.#sinceThen(this.#floorMs, this.#floorSetMonotonicMs);
  }

  /**
   * To be called now and then. By how many ms the system clock was set since the last call, 0 if it was not. The
   * corrected time does not follow, with one exception: a clock that was not believed, and now is.
   */
  lookAtSystem(): number {
    const biasMs = this.#time.nowMs() - this.#time.monotonicMs();
    const movedMs = biasMs - this.#systemBiasMs;
    this.#systemBiasMs = biasMs;
    if (this.isUncertain()) this.#believe(null);
    return Math.abs(movedMs) > STEP_MS ? movedMs : 0;
  }

  /** A renewal whose signature was checked: asked and answered at these monotonic times. */
  takeSigned(serverTimeMs: number, askedMonotonicMs: number, answeredMonotonicMs: number): void {
    const signed = exchange(askedMonotonicMs, serverTimeMs, serverTimeMs, answeredMonotonicMs);
    this.#signed = signed;
    this.#window = this.#window.filter((one) => agree(one, signed));
    this.#add(signed);
    if (serverTimeMs < this.#notBeforeMs() - LEAP_MS) this.#leap = null;
    this.#raise(serverTimeMs, answeredMonotonicMs);
  }

  /** A signed statement says that it was this late when it was made: the time is not before that. */
  notBefore(signedMs: number): void {
    this.#raise(signedMs, this.#time.monotonicMs());
  }

  /**
   * One NTP-style exchange (RFC 5905 §8): sent at `t0`, received by the server at `t1`, answered at `t2`, received at
   * `t3`; t0 and t3 on the monotonic clock. Refused (false) if it contradicts the signed time or itself.
   */
  takeExchange(t0MonotonicMs: number, t1Ms: number, t2Ms: number, t3MonotonicMs: number): boolean {
    if (t2Ms < t1Ms || t3MonotonicMs < t0MonotonicMs || t2Ms - t1Ms > t3MonotonicMs - t0MonotonicMs + 1) {
      return false;
    }
    const taken = exchange(t0MonotonicMs, t1Ms, t2Ms, t3MonotonicMs);
    if (this.#signed === null || !agree(taken, this.#signed)) return false;
    this.#add(taken);
    return true;
  }

  #sinceThen(atMs: number, setMonotonicMs: number): number {
    return atMs + (this.#time.monotonicMs() - setMonotonicMs) * (1 - MOST_SKEW);
  }

  /** The floor, and what is signed and has yet to stand. */
  #notBeforeMs(): number {
    const leapMs = this.#leap === null ? 0 : this.#sinceThen(this.#leap.toMs, this.#leap.setMonotonicMs);
    return Math.max(this.floorMs(), leapMs);
  }

  #raise(signedMs: number, monotonicMs: number): void {
    if (signedMs <= this.#notBeforeMs()) return;
    const isStep = this.#floorMs === 0 || signedMs - this.floorMs() <= LEAP_MS;
    const isAgreed = Math.abs(this.#time.nowMs() - signedMs) <= AGREES_WITHIN_MS;
    if (!isStep && !isAgreed) {
      const sinceMonotonicMs = this.#leap?.sinceMonotonicMs ?? monotonicMs;
      this.#leap = { toMs: signedMs, setMonotonicMs: monotonicMs, sinceMonotonicMs };
      return;
    }
    this.#floorMs = signedMs;
    this.#floorSetMonotonicMs = monotonicMs;
    this.#leap = null;
  }

  /** A leap that has stood is the floor. */
  #keepLeap(): void {
    const leap = this.#leap;
    if (leap === null || this.#time.monotonicMs() - leap.sinceMonotonicMs < LEAP_STANDS_MS) return;
    this.#floorMs = leap.toMs;
    this.#floorSetMonotonicMs = leap.setMonotonicMs;
    this.#leap = null;
  }

  /** Contradictions mean that one of the clocks was set or steered: what is older goes until the rest agrees. */
  #add(taken: Exchange): void {
    const nowMs = taken.notBelow.atMs;
    const recent = this.#window.filter(({ notBelow }) => nowMs - notBelow.atMs < WINDOW_MS);
    this.#window = [...recent, taken].slice(-WINDOW);
    this.#fit = fitClock(this.#window, nowMs);
    while (this.#fit === null && this.#window.length > 1) {
      this.#window = this.#window.slice(Math.ceil(this.#window.length / 2));
      this.#fit = fitClock(this.#window, nowMs);
    }
  }

  #unboundedNowMs(): number {
    const monotonicMs = this.#time.monotonicMs();
    if (this.#fit !== null) return monotonicMs + biasAt(this.#fit, monotonicMs).biasMs;
    return this.#believedBiasMs === null ? this.#notBeforeMs() : monotonicMs + this.#believedBiasMs;
  }

  /**
   * Believes the system clock with the offset it had, or else as it is: the first of both that is not before the floor
   * and not too far after it; only then one that is a little before it, which then counts as the floor.
   */
  #believe(offsetMs: number | null): void {
    const isReset = offsetMs === null || offsetMs > MOST_BEHIND_MS;
    const offsets = isReset ? [0] : [offsetMs, 0];
    const aheadMs = (one: number) => this.#time.nowMs() + one - this.floorMs();
    const within = (lowestMs: number) =>
      offsets.find((one) => aheadMs(one) >= lowestMs && aheadMs(one) <= BELIEVED_AHEAD_MS);
    const believed = this.#floorMs === 0 ? 0 : (within(0) ?? within(-BELIEVED_BEHIND_MS));
    if (believed === undefined) return;
    this.#believedBiasMs = this.#systemBiasMs + believed;
    this.#isCarriedOver = !isReset && believed === offsetMs;
  }
}

/** Whether an exchange and a signed one could be of the same clock, give or take what an unsigned one is allowed. */
function agree(one: Exchange, signed: Exchange): boolean {
  const apartMs = Math.abs(one.notBelow.atMs - signed.notAbove.atMs);
  const allowedMs = UNSIGNED_TOLERANCE_MS + apartMs * MOST_SKEW;
  return (
    one.notBelow.biasMs <= signed.notAbove.biasMs + allowedMs &&
    one.notAbove.biasMs >= signed.notBelow.biasMs - allowedMs
  );
}
