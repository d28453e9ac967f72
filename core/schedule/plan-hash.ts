import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DayPlan } from './plan.ts';

/**
 * SHA-256 over zone, bounds, item and entry of every slot, as 64 hexadecimal digits. Two plans with one hash show the
 * same; ids hold no separators, so that no two plans are written alike.
 */
export function planHash(plan: DayPlan): string {
  const hash = sha256.create();
  for (const { zone, slots } of plan.zones)
    for (const { startMs, endMs, item, entry } of slots)
      hash.update(utf8ToBytes(`${zone} ${startMs} ${endMs} ${item} ${entry ?? '-'}\n`));
  return bytesToHex(hash.digest());
}
