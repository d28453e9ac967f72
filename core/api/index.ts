/** Every route of the server; `contracts` is what the OpenAPI text and the access tests are made from. */
import * as announcements from './announcements.ts';
import * as around from './around.ts';
import * as city from './city.ts';
import type { Contract } from './contract.ts';
import * as crew from './crew.ts';
import * as device from './device.ts';
import * as people from './people.ts';
import * as releases from './releases.ts';
import * as reports from './reports.ts';
import * as schedule from './schedule.ts';
import * as screens from './screens.ts';
import * as serverTime from './server-time.ts';
import * as tours from './tours.ts';
import * as usb from './usb.ts';
import * as sightings from './sightings.ts';
import * as sound from './sound.ts';

export * from './announcements.ts';
export * from './around.ts';
export * from './city.ts';
export * from './contract.ts';
export * from './crew.ts';
export * from './device.ts';
export * from './people.ts';
export * from './problems.ts';
export * from './releases.ts';
export * from './reports.ts';
export * from './schedule.ts';
export * from './screens.ts';
export * from './server-time.ts';
export * from './sightings.ts';
export * from './sound.ts';
export * from './tours.ts';
export * from './url.ts';
export * from './usb.ts';

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'access' in value && 'path' in value && 'method' in value;

export const contracts: readonly Contract[] = [
  people,
  city,
  around,
  announcements,
  schedule,
  screens,
  sightings,
  sound,
  reports,
  tours,
  device,
  crew,
  releases,
  serverTime,
  usb,
].flatMap((group) => Object.values(group).filter(isContract));
