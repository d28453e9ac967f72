import { setTimeout as later } from 'node:timers/promises';
import type { Log } from './log.ts';

/** The launcher gives a player ten seconds to end. */
const END_WITHIN_MS = 8000;

/** Ends parts, one after the other. One that cannot be ended well is told, and keeps none of the others from it. */
export async function endEach(log: Log, parts: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
  for (const [part, end] of Object.entries(parts)) {
    try {
      await end();
    } catch (error) {
      log.error('not_ended_well', { part, error });
    }
  }
}

/** As `endEach`, for the last thing a process does: no longer than a launcher waits for it, whatever hangs. */
export async function endPlayer(
  log: Log,
  parts: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  const ended = endEach(log, parts).then(() => true);
  const isEnded = await Promise.race([ended, later(END_WITHIN_MS, false)]);
  if (isEnded) log.info('player_stopped');
  else log.error('player_does_not_end');
}
