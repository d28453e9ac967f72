export { distanceM } from './distance.ts';
export { prayerTimes } from './prayer-times.ts';
export { quietAt, quietSpans } from './quiet.ts';
export type { QuietContext, QuietReason } from './quiet.ts';
