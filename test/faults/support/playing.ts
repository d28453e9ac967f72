import type { Misbehaviour } from '../../support/mini-director.ts';
import type { HttpLimits } from '../../../main/sync/http.ts';
import { picture, startPairedRig, type Rig } from '../../main/player-rig.ts';

/** Patience short enough for a test; the player's own is a minute's worth of a bad 4G line. */
export const QUICK_LIMITS = { headersMs: 2000, leastBytes: 1024, windowMs: 300 };

export interface Playing {
  rig: Rig;
  /** Version that is on screen, whole and acknowledged. */
  good: number;
}

/** A paired player that plays a good first version; with `httpLimits` null it has its own patience. */
export async function playing(httpLimits: HttpLimits | null = QUICK_LIMITS): Promise<Playing> {
  const rig = await startPairedRig(httpLimits === null ? {} : { httpLimits });
  const { version } = rig.director.publish([{ id: 'baik', bytes: picture() }]);
  await untilWhole(rig, version);
  await rig.director.until(() => rig.director.applied.some((one) => one.refused === null), 'acknowledged');
  return { rig, good: version };
}

/** Long enough for a machine on which much else runs. */
const PATIENCE_MS = 120_000;

/** Until this version is on the page with all of its files. */
export const untilWhole = ({ director, page }: Rig, version: number): Promise<void> =>
  director.until(
    () => page.state?.manifestVersion === version && page.state.unavailable.length === 0,
    `version ${version} whole`,
    PATIENCE_MS,
  );

/** Publishes with this misbehaviour and answers the code it was refused with, which the server is told. */
export async function refusalOf({ rig }: Playing, misbehaviour: Misbehaviour): Promise<string> {
  const { director } = rig;
  const before = director.applied.length;
  director.misbehave(misbehaviour);
  const { version } = director.publish([{ id: 'jahat', bytes: picture(5000) }]);
  const answer = () => director.applied.slice(before).find((one) => one.manifestVersion === version);
  await director.until(() => answer() !== undefined, `an answer to version ${version}`, PATIENCE_MS);
  return answer()?.refused?.code ?? 'taken';
}

/** Whether an alarm of this code has reached the server. */
export const untilAlarm = ({ rig }: Playing, code: string): Promise<void> =>
  rig.director.until(
    () => rig.director.statuses.some(({ faults }) => faults.some((fault) => fault.code === code)),
    `alarm ${code}`,
  );

/** The way back is open: the next good version is taken. */
export async function untilTakenAgain({ rig }: Playing): Promise<void> {
  rig.director.misbehave({});
  const { version } = rig.director.publish([{ id: 'lagi', bytes: picture(5000) }]);
  await untilWhole(rig, version);
}
