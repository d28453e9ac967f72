import type { Health } from '../../../../core/protocol/device.ts';

export type HealthTrouble = 'hot' | 'disk' | 'memory';

/** Where the player raises its alarm as well. */
const HOT_C = 85;
/** A day's media must still find room. */
const LEAST_DISK_BYTES = 500e6;
const LEAST_MEMORY_SHARE = 0.05;

/** What of a machine's state somebody has to look after; empty while it is well. */
export function troublesOf(health: Health | null): HealthTrouble[] {
  if (health === null) return [];
  const { temperatureC, diskFreeBytes, memoryFreeBytes, memoryTotalBytes } = health;
  const troubles: HealthTrouble[] = [];
  if (temperatureC !== null && temperatureC >= HOT_C) troubles.push('hot');
  if (diskFreeBytes !== null && diskFreeBytes < LEAST_DISK_BYTES) troubles.push('disk');
  if (memoryFreeBytes < memoryTotalBytes * LEAST_MEMORY_SHARE) troubles.push('memory');
  return troubles;
}
