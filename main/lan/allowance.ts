/** So much at once, and so much more each second, for each of many: a token bucket a key. */
export class Allowance {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #monotonicMs: () => number;
  readonly #left = new Map<string, { tokens: number; atMs: number }>();

  constructor(limits: { burst: number; perSecond: number }, monotonicMs: () => number) {
    this.#burst = limits.burst;
    this.#perSecond = limits.perSecond;
    this.#monotonicMs = monotonicMs;
  }

  /** False once the key has used up what it may. */
  take(key: string): boolean {
    const nowMs = this.#monotonicMs();
    const before = this.#left.get(key) ?? { tokens: this.#burst, atMs: nowMs };
    const earned = ((nowMs - before.atMs) * this.#perSecond) / 1000;
    const tokens = Math.min(this.#burst, before.tokens + earned) - 1;
    this.#left.delete(key);
    this.#left.set(key, { tokens: Math.max(-1, tokens), atMs: nowMs });
    this.#forgetFull(nowMs);
    return tokens >= 0;
  }

  /** Those who have had time to earn everything back are as if they had never come. */
  #forgetFull(nowMs: number): void {
    const fullAfterMs = ((this.#burst + 1) * 1000) / this.#perSecond;
    for (const [key, { atMs }] of this.#left) {
      if (atMs > nowMs - fullAfterMs) return;
      this.#left.delete(key);
    }
  }
}
