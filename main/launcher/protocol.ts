/** What the launcher and the player tell each other: the player's environment, and JSON over Node's own IPC channel. */
import { z } from 'zod';
import { EpochMs, Sha256 } from '../../core/model/primitives.ts';
import { ReleaseRef } from '../../core/trust/index.ts';

export const SLOTS = ['a', 'b'] as const;
export const SlotName = z.enum(SLOTS);
export type SlotName = z.infer<typeof SlotName>;

export const SHELLS = ['kiosk', 'electron'] as const;
export type ShellName = (typeof SHELLS)[number];

/** A slot that is not started, and why. */
export const RefusedSlot = z.strictObject({
  slot: SlotName,
  /** Null when not even its statement could be read. */
  release: ReleaseRef.nullable(),
  /**
   * `unhealthy`: it was tried and never showed a picture; `unsteady`: it had shown one, and kept ending even in safe
   * mode; any other: the check of `core/trust` it failed, or `damaged` when its statement could not be read.
   */
  code: z.string().max(64),
  detail: z.string().max(200),
  atMs: EpochMs,
});
export type RefusedSlot = z.infer<typeof RefusedSlot>;

/** How the run of the player before this one ended, when nobody had asked it to. */
export const PreviousEnd = z.strictObject({
  /** `hung`: its main thread stood still and the launcher killed it. */
  why: z.enum(['exited', 'unhealthy', 'hung']),
  detail: z.string().max(200),
  atMs: EpochMs,
});
export type PreviousEnd = z.infer<typeof PreviousEnd>;

/** Name of the environment variable with a `LaunchFacts` in JSON; absent when the player was started by hand. */
export const LAUNCH_ENV = 'WAWAR_LAUNCHER';

export const LaunchFacts = z.strictObject({
  /** Folder with the two slots. */
  home: z.string(),
  slot: SlotName,
  shell: z.enum(SHELLS),
  release: ReleaseRef,
  /** The release has yet to prove itself: if no picture comes when one is due it is never started again. */
  isTrial: z.boolean(),
  /** Newest release that ever proved itself here: nothing older may be installed. */
  highest: ReleaseRef.nullable(),
  /** Releases that failed here; they are not asked for again. */
  failed: z.array(Sha256).max(100),
  refused: z.array(RefusedSlot).max(2),
  previous: PreviousEnd.nullable().default(null),
});
export type LaunchFacts = z.infer<typeof LaunchFacts>;

/** What a player says to its launcher. */
export const PlayerSays = z.discriminatedUnion('type', [
  /** The page lives, and shows what is due or rightly nothing. Once is enough. */
  z.strictObject({ type: z.literal('healthy') }),
  /** A picture was presented, or a clip heard: the end of a trial. */
  z.strictObject({ type: z.literal('shown') }),
  /** A picture was due long enough and none was presented: what was healthy in the dark fails its trial. */
  z.strictObject({ type: z.literal('dark') }),
  /** The main thread runs. After the first one the launcher expects one every two seconds. */
  z.strictObject({ type: z.literal('alive') }),
  /** The other slot holds this release: start it instead. The root is pinned by the first such word. */
  z.strictObject({ type: z.literal('switch'), releaseSha256: Sha256, rootSha256: Sha256 }),
]);
export type PlayerSays = z.infer<typeof PlayerSays>;

/** What a launcher says to its player. */
export const LauncherSays = z.discriminatedUnion('type', [
  /** End in good order; the process is killed ten seconds later. */
  z.strictObject({ type: z.literal('stop') }),
  z.strictObject({ type: z.literal('switch_refused'), code: z.string(), detail: z.string() }),
]);
export type LauncherSays = z.infer<typeof LauncherSays>;
