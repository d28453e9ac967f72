import type { Time } from '../time.ts';

/** How far a hardware clock may be ahead of the last signed time and still be believed. */
const BELIEVED_AHEAD_MS = 400 * 86_400_000;
/** Samples kept for the best-of-window filter (RFC 5905 §10 keeps eight). */
const WINDOW = 8;
/** Frequency tolerance of an undisciplined clock: 15 ppm (RFC 5905 §7.2, PHI). */
const DRIFT = 15e-6;
/** An unsigned answer may differ from the signed time by this plus the signed answer's own round trip. */
const UNSIGNED_TOLERANCE_MS = 1000;

interface Sample {
  /** Server time minus monotonic clock. */
  biasMs: number;
  errorMs: number;
  atMonotonicMs: number;
}

/**
 * The player's idea of the server's time. It runs on the monotonic clock from the moment signed time is known, so a
 * jump of the system clock moves nothing. The signed time sets it roughly; the quick unsigned exchange refines it
 * within the bounds of the signed one; neither can turn it back below the floor kept on disk.
 */
export class ServerClock {
  readonly #time: Time;
  #floorMs: number;
  #floorSetMonotonicMs: number;
  #signed: Sample | null = null;
  #window: Sample[] = [];

  constructor(time: Time, floorMs: number) {
    this.#time = time;
    this.#floorMs = floorMs;
    this.#floorSetMonotonicMs = time.monotonicMs();
  }

  /** Corrected time, epoch ms, never below the floor. */
  nowMs(): number {
    return Math.max(this.#unboundedNowMs(), this.floorMs());
  }

  /** What has to be added to the system clock to get the corrected time. */
  offsetMs(): number {
    return this.nowMs() - this.#time.nowMs();
  }

  /** Offset and error bound as reported to the server; null while no signed time is known. */
  estimate(): { offsetMs: number; errorMs: number } | null {
    const best = this.#best();
    return best === null ? null : { offsetMs: this.offsetMs(), errorMs: this.#agedErrorMs(best) };
  }

  /** True while neither signed time nor a believable hardware clock is there: only evergreen may play. */
  isUncertain(): boolean {
    return this.#signed === null && !this.#hardwareIsBelieved();
  }

  /** Signed time plus the uptime since: what is kept on disk and never goes down. */
  floorMs(): number {
    return this.#floorMs === 0
      ? 0
      : this.#floorMs + (this.#time.monotonicMs() - this.#floorSetMonotonicMs) * (1 - DRIFT);
  }

  /** A renewal whose signature was checked: asked and answered at these monotonic times. */
  takeSigned(serverTimeMs: number, askedMonotonicMs: number, answeredMonotonicMs: number): void {
    const sample = toSample(serverTimeMs, serverTimeMs, askedMonotonicMs, answeredMonotonicMs);
    this.#signed = sample;
    this.#window = this.#window.filter((one) => this.#agrees(one, sample));
    if (serverTimeMs > this.floorMs()) {
      this.#floorMs = serverTimeMs;
      this.#floorSetMonotonicMs = answeredMonotonicMs;
    }
  }

  /**
   * One NTP-style exchange (RFC 5905 §8): sent at `t0`, received by the server at `t1`, answered at `t2`, received at
   * `t3`; t0 and t3 on the monotonic clock. Refused (false) if it contradicts the signed time or itself.
   */
  takeExchange(t0MonotonicMs: number, t1Ms: number, t2Ms: number, t3MonotonicMs: number): boolean {
    if (t2Ms < t1Ms || t3MonotonicMs < t0MonotonicMs) return false;
    const sample = toSample(t1Ms, t2Ms, t0MonotonicMs, t3MonotonicMs);
    if (this.#signed === null || !this.#agrees(sample, this.#signed)) return false;
    this.#window.push(sample);
    if (this.#window.length > WINDOW) this.#window.shift();
    return true;
  }

  #agrees(sample: Sample, signed: Sample): boolean {
    const allowedMs = UNSIGNED_TOLERANCE_MS + this.#agedErrorMs(signed) + sample.errorMs;
    return Math.abs(sample.biasMs - signed.biasMs) <= allowedMs;
  }

  #best(): Sample | null {
    let best = this.#signed;
    for (const sample of this.#window) {
      if (best === null || this.#agedErrorMs(sample) < this.#agedErrorMs(best)) best = sample;
    }
    return best;
  }

  #agedErrorMs(sample: Sample): number {
    return sample.errorMs + Math.max(0, this.#time.monotonicMs() - sample.atMonotonicMs) * DRIFT;
  }

  #unboundedNowMs(): number {
    const best = this.#best();
    if (best !== null) return this.#time.monotonicMs() + best.biasMs;
    return this.#hardwareIsBelieved() ? this.#time.nowMs() : this.floorMs();
  }

  #hardwareIsBelieved(): boolean {
    if (this.#floorMs === 0) return true;
    const aheadMs = this.#time.nowMs() - this.floorMs();
    return aheadMs >= 0 && aheadMs <= BELIEVED_AHEAD_MS;
  }
}

function toSample(t1Ms: number, t2Ms: number, t0MonotonicMs: number, t3MonotonicMs: number): Sample {
  return {
    biasMs: (t1Ms - t0MonotonicMs + (t2Ms - t3MonotonicMs)) / 2,
    errorMs: (t3MonotonicMs - t0MonotonicMs - (t2Ms - t1Ms)) / 2,
    atMonotonicMs: t3MonotonicMs,
  };
}
