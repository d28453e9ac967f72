import type { Fetcher } from '../net/fetcher.ts';
import type { PositionWatch } from '../place/position-watch.ts';
import { partsAt } from '../play/around.ts';
import type { Verdict } from '../play/judge.ts';
import type { PlayerHost } from '../play/player-host.ts';
import { nameOfStop } from '../play/round.ts';
import { verifiedBytes } from '../store/clips.ts';
import type { CrewDb, PlaceInTour } from '../store/database.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { PlayRecords } from './play-records.ts';
import type { CrewState, Notice, Store } from './state.ts';

interface Parts {
  db: CrewDb;
  store: Store<CrewState>;
  clock: CrewClock;
  records: PlayRecords;
  fetcher: Fetcher;
  position: PositionWatch;
  judge: (announcementId: string) => Verdict;
  goTo: (place: PlaceInTour) => Promise<void>;
  onChange: () => void;
}

/** What the player asks, answered from the phone's store, clock and place. */
export function tourHost(parts: Parts): PlayerHost {
  const { db, store, clock, records, fetcher, position, judge, goTo, onChange } = parts;
  const bytesOf = async (sha256: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    if (store.get().files.get(sha256)?.whole !== true) return null;
    const bytes = await verifiedBytes(db, sha256);
    if (bytes === null) fetcher.lost(sha256);
    return bytes;
  };
  return {
    nowMs: () => clock.nowMs(),
    judge,
    async clipBytes(announcementId) {
      const clip = store.get().verified?.clips.get(announcementId)?.clip;
      if (clip === undefined) return null;
      const bytes = await bytesOf(clip.sha256);
      return bytes === null ? null : { bytes, sha256: clip.sha256 };
    },
    partBytes: bytesOf,
    partsAround(course, place, where) {
      const { verified } = store.get();
      return verified === null ? { before: [], after: [] } : partsAt(verified, course, place, where);
    },
    async located() {
      await position.known();
      return position.current();
    },
    isHeld: () => store.get().holding.length > 0,
    begin: (course, announcementId, sha256) => records.begin(course, announcementId, sha256),
    extend: (play, heardUntilMs) => records.extend(play, heardUntilMs),
    end: (play, end) => records.end(play, end),
    keepPlace: goTo,
    skipped: (skip) => store.set({ skipped: [...store.get().skipped, skip] }),
    stopDone(course, place, { how, isLast }) {
      const nextStop = isLast ? null : nameOfStop(course, place);
      const notice: Notice =
        how === 'refused'
          ? { kind: 'nothing_heard' }
          : { kind: how === 'dropped' ? 'stop_dropped' : 'stop_done', nextStop };
      store.set({ notices: [...store.get().notices, notice] });
    },
    changed: onChange,
  };
}
