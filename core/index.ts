/** Public names of the domain. Everything here is pure: time, zone data, keys and randomness are handed in. */
export * from './api/index.ts';
export * from './model/app-error.ts';
export * from './model/catalogue.ts';
export * from './model/media-warning.ts';
export * from './model/primitives.ts';
export * from './model/programme.ts';
export * from './model/result.ts';
export * from './model/screen-settings.ts';
export * from './picture/cells.ts';
export * from './protocol/device.ts';
export * from './protocol/live.ts';
export * from './protocol/player.ts';
export * from './trust/index.ts';
export * from './schedule/index.ts';
export * from './script-check/index.ts';
export * from './sound/index.ts';
export * from './time/index.ts';
