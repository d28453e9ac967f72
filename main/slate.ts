import type { Programme } from '../core/model/programme.ts';
import type { ServiceMessage } from '../core/protocol/player.ts';
import { offsetAt, zoneFrom } from '../core/time/index.ts';

type Slate = Extract<ServiceMessage, { type: 'state' }>['slate'];

/** City and local time for the neutral slate; before the first programme, those of the machine. */
export function slateOf(programme: Programme | null, nowMs: number): Slate {
  if (programme === null) {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return { cityName: '', timeZone, utcOffsetMs: -new Date(nowMs).getTimezoneOffset() * 60_000 };
  }
  const { cityName, timeZone, zoneOffsets } = programme;
  const offsets = zoneOffsets.find((zone) => zone.timeZone === timeZone);
  return { cityName, timeZone, utcOffsetMs: offsets ? offsetAt(zoneFrom(offsets), nowMs) : 0 };
}
