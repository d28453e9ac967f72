/** Keeps what others saw of a wall: the picture by its hash, and who saw it when. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sighting } from '../../core/api/sightings.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { renderPoster, type Rejection, type TakenAt } from '../../media/index.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import type { Db } from '../store/database.ts';
import { folders } from '../store/folders.ts';
import { noteMediaFile } from '../store/media-files.ts';
import type { Row } from '../store/tables.ts';

const DAY_MS = 86_400_000;
/** Large enough to read a wall across a square, small enough to keep for years. */
const LONGEST_SIDE_PX = 1280;
const STORE_LIMIT_BYTES = 8 * 2 ** 20;
/** A phone's clock is believed that far ahead of ours, and for photos sent this much later. */
const AHEAD_MS = 5 * 60_000;
const LATE_MS = 30 * DAY_MS;
/** Pictures a camera took by itself are kept so long; photos for good. */
const CAMERA_KEPT_MS = 14 * DAY_MS;

export interface Seen {
  screenId: string;
  kind: Sighting['kind'];
  /** Untrusted, in a folder the caller clears up. */
  path: string;
  userId: string | null;
  /** IANA zone a clock reading without offset is meant in. */
  timeZone: string;
}

type SightingServices = Pick<Services, 'db' | 'nowMs' | 'newId' | 'events' | 'mediaStore' | 'dataDir'>;

/** Gives `work` a folder of its own for what comes from outside, and removes it afterwards. */
export async function inWorkFolder<T>(dataDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(folders(dataDir).work, 'seen-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Re-encodes, stores and records a picture. Errors: those of `renderPoster`. */
export async function keepSighting(
  services: SightingServices,
  seen: Seen,
): Promise<Result<Sighting, Rejection>> {
  const { db, nowMs, newId, events, mediaStore, dataDir } = services;
  const { screenId, kind, userId } = seen;
  const { work } = folders(dataDir);
  const made = await renderPoster({
    sourcePath: seen.path,
    workDir: work,
    maxSidePx: LONGEST_SIDE_PX,
    stillsOnly: true,
  });
  if (!made.ok) return made;
  const { path, widthPx, heightPx, takenAt } = made.value;
  const receivedAtMs = nowMs();
  const phoneMs =
    kind === 'photo' && takenAt !== null ? believed(takenAt, seen.timeZone, receivedAtMs) : null;
  const taken = {
    id: newId(),
    screen_id: screenId,
    kind,
    taken_at_ms: phoneMs ?? receivedAtMs,
    dated_by: phoneMs === null ? ('server' as const) : ('phone' as const),
    received_at_ms: receivedAtMs,
    by_user: userId,
    width_px: widthPx,
    height_px: heightPx,
  };
  // The file comes into the store inside the transaction: whoever tidies the store in one sees both or neither.
  const kept = await db.transaction().execute(async (trx) => {
    const stored = await mediaStore.adopt(path, { maxBytes: STORE_LIMIT_BYTES });
    if (!stored.ok) return err({ code: 'limit_exceeded', detail: stored.error.detail } as const);
    await noteMediaFile(trx, { ...stored.value, mimeType: 'image/jpeg' }, receivedAtMs);
    const row: Row<'sightings'> = { ...taken, sha256: stored.value.sha256 };
    await trx.insertInto('sightings').values(row).execute();
    if (userId !== null) {
      const event = { action: `sighting.${kind}`, subjectKind: 'screen', subjectId: screenId };
      await audit(trx, { ...event, atMs: receivedAtMs, userId, detail: { sightingId: row.id } });
    }
    return ok(row);
  });
  if (!kept.ok) return kept;
  events.changed('sightings', screenId);
  return ok(sightingOf({ ...kept.value, display_name: userId === null ? null : await nameOf(db, userId) }));
}

/** The phone's own reading, if it can be true; null else. */
function believed({ local, offsetMin }: TakenAt, timeZone: string, receivedAtMs: number): number | null {
  const readingMs = Date.parse(`${local}Z`);
  if (Number.isNaN(readingMs)) return null;
  const atMs = readingMs - (offsetMin === null ? offsetMsOf(timeZone, readingMs) : offsetMin * 60_000);
  return atMs <= receivedAtMs + AHEAD_MS && atMs >= receivedAtMs - LATE_MS ? atMs : null;
}

/** Offset from UTC of a zone about an instant. */
function offsetMsOf(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

export function sightingOf(row: Row<'sightings'> & { display_name: string | null }): Sighting {
  return {
    id: row.id,
    screenId: row.screen_id,
    kind: row.kind,
    takenAtMs: row.taken_at_ms,
    datedBy: row.dated_by,
    receivedAtMs: row.received_at_ms,
    by: row.display_name,
    sha256: row.sha256,
    widthPx: row.width_px,
    heightPx: row.height_px,
  };
}

async function nameOf(db: Db, userId: string): Promise<string | null> {
  const user = await db
    .selectFrom('users')
    .select('display_name')
    .where('id', '=', userId)
    .executeTakeFirst();
  return user?.display_name ?? null;
}

/** Forgets what cameras saw long ago; the files go with the next tidying of the store. */
export async function forgetOldSightings({
  clock,
  db,
  nowMs,
}: Pick<Services, 'clock' | 'db' | 'nowMs'>): Promise<void> {
  // By a clock that is a year ahead all of them would be old.
  if (!clock.maySign()) return;
  await db
    .deleteFrom('sightings')
    .where('kind', '=', 'camera')
    .where('by_user', 'is', null)
    .where('taken_at_ms', '<', nowMs() - CAMERA_KEPT_MS)
    .execute();
}
