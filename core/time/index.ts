export { zoneOffsets } from './zone-offsets.ts';
export type { ZoneOffsetsError } from './zone-offsets.ts';
export { offsetAt, toInstantMs, toLocalMs, zoneFrom } from './zone.ts';
export type { Zone } from './zone.ts';
export {
  formatLocalDate,
  formatLocalDateTime,
  parseLocalDate,
  parseLocalDateTime,
  timeOfDayMs,
} from './local.ts';
