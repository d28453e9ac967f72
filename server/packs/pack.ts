import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { MobileUnit } from '../../core/model/catalogue.ts';
import { Envelope, type PackManifest } from '../../core/trust/statements.ts';
import { Refusal } from '../http/refusal.ts';
import { localDay } from '../local-day.ts';
import type { Services } from '../services.ts';
import { readJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';
import { zipOf, type PackContent } from './archive.ts';
import { clipsOfDay, type Clip } from './clips.ts';
import { clipName, fatSafe, LOOP_NAME } from './file-names.ts';
import type { Loops } from './loops.ts';
import { runSheetPdf } from './run-sheet.ts';

export interface Pack {
  /** `unit_date.zip`, FAT-safe. */
  fileName: string;
  stream: Readable;
}

/** Clips of a unit on a local date. Refuses `invalid_request` for a date that does not exist. */
export async function packClips(services: Services, unit: MobileUnit, date: string): Promise<Clip[]> {
  const day = localDay(date, await getSetting(services.db, 'timeZone'));
  if (!day.ok) throw new Refusal('invalid_request', { errors: [{ path: 'date', message: day.error.code }] });
  return await clipsOfDay(services.db, unit, day.value);
}

/**
 * Everything a car needs for a day in one ZIP, numbered clips first because many head units play a stick in the
 * order it was written. Clips are the approved renditions byte for byte, so their approval covers them on the stick.
 *
 * Refuses `nothing_for_unit` when no clip is due.
 */
export async function makePack(
  services: Services,
  loops: Loops,
  unit: MobileUnit,
  date: string,
): Promise<Pack> {
  const clips = await packClips(services, unit, date);
  if (clips.length === 0) throw new Refusal('nothing_for_unit');
  const { db, mediaStore } = services;
  const pathOf = (sha256: string) => mediaStore.path(sha256);
  const loop = await loops.of(clips, pathOf, `${unit.name} ${date}`);
  const audio: PackContent[] = clips.map((clip) => ({
    path: clipName(clip.number, clip.title),
    file: pathOf(clip.rendition.sha256),
  }));
  const contents: PackContent[] = [
    ...audio,
    { path: LOOP_NAME, file: loop.path },
    { path: 'daftar-putar.m3u8', bytes: Buffer.from(m3u8(clips)) },
    { path: 'lembar-siaran.pdf', bytes: await sheet(services, unit, date, clips, loop.durationMs) },
  ];
  const approvals = await db
    .selectFrom('approvals')
    .select('envelope')
    .where(
      'sha256',
      'in',
      clips.map((clip) => clip.approvalSha256),
    )
    .execute();
  const root = await services.trust.root(db);
  const statement: PackManifest = {
    kind: 'pack',
    schema: 1,
    unitId: unit.id,
    unitName: unit.name,
    date,
    issuedAtMs: services.nowMs(),
    rootVersion: root?.version ?? 1,
    files: await Promise.all(contents.map((content, index) => listed(content, clips[index]))),
    approvals: approvals.map((row) => readJson(Envelope, row.envelope)),
  };
  const manifest = Buffer.from(JSON.stringify(services.trust.sign('pack', statement), null, 1));
  return {
    fileName: `${fatSafe(unit.name)}_${date}.zip`,
    stream: zipOf([...contents, { path: 'manifest.json', bytes: manifest }], new Date(services.nowMs())),
  };
}

async function listed(content: PackContent, clip: Clip | undefined): Promise<PackManifest['files'][number]> {
  const hash = createHash('sha256');
  if ('bytes' in content) hash.update(content.bytes);
  else for await (const part of createReadStream(content.file)) hash.update(part as Buffer);
  return {
    path: content.path,
    sha256: hash.digest('hex'),
    bytes: 'bytes' in content ? content.bytes.length : (await stat(content.file)).size,
    announcementId: clip?.announcementId ?? null,
    approvalSha256: clip?.approvalSha256 ?? null,
    lastAirMs: clip?.lastAirMs ?? null,
  };
}

/** Extended M3U in UTF-8; durations are whole seconds. */
function m3u8(clips: readonly Clip[]): string {
  const lines = clips.flatMap((clip) => [
    `#EXTINF:${String(Math.round(clip.durationMs / 1000))},${clip.title.replace(/\s+/g, ' ')}`,
    clipName(clip.number, clip.title),
  ]);
  return ['#EXTM3U', ...lines, ''].join('\r\n');
}

async function sheet(
  services: Services,
  unit: MobileUnit,
  date: string,
  clips: readonly Clip[],
  loopDurationMs: number,
): Promise<Buffer> {
  const timeZone = await getSetting(services.db, 'timeZone');
  const instant = new Intl.DateTimeFormat('id-ID', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const abbreviation = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' });
  return await runSheetPdf({
    cityName: await getSetting(services.db, 'cityName'),
    unitName: unit.name,
    plate: unit.plate,
    dateText: new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', dateStyle: 'full' }).format(
      new Date(`${date}T00:00:00Z`),
    ),
    demo: (await services.trust.root(services.db))?.demo ?? false,
    clips,
    loopDurationMs,
    formatInstant: (ms) => {
      const zone = abbreviation.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
      return `${instant.format(ms)} ${zone}`;
    },
  });
}
