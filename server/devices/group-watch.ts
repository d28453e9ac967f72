/** Members of a sync group that are on different versions may differ: that is seen here and told. */
import type { Manifest } from '../../core/model/programme.ts';
import { broadcastDay, inStep } from '../../core/schedule/index.ts';

/** Comparisons kept: two versions that agree are compared once a day. */
const KEPT = 500;
/** Those that do not may agree again after the item that is running. */
const LOOK_AGAIN_MS = 10_000;

/** What a screen that is connected plays from. */
export interface Playing {
  screenId: string;
  manifest: Manifest;
}

export class GroupWatch {
  readonly #known = new Map<string, { same: boolean; atMs: number }>();

  /** Whether this screen plays another plan than one of its group does. */
  differs(screen: Playing, others: readonly Playing[], atMs: number): boolean {
    const group = screen.manifest.programme.group;
    if (group === null) return false;
    return others.some(
      (other) =>
        other.screenId !== screen.screenId &&
        other.manifest.programme.group?.id === group.id &&
        !this.#areInStep(screen, other, atMs),
    );
  }

  #areInStep(screen: Playing, other: Playing, atMs: number): boolean {
    const { programme } = screen.manifest;
    const pair = [screen, other].map(({ screenId, manifest }) => `${screenId} ${manifest.version}`).sort();
    const key = [broadcastDay(programme, atMs), ...pair].join('|');
    const known = this.#known.get(key);
    if (known && (known.same || atMs - known.atMs < LOOK_AGAIN_MS)) return known.same;
    const same = inStep(programme, other.manifest.programme, atMs);
    this.#known.delete(key);
    this.#known.set(key, { same, atMs });
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return same;
  }
}
