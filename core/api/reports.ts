import { z } from 'zod';
import { MobileUnit, ZoneId } from '../model/catalogue.ts';
import { EpochMs, Id, LocalDate } from '../model/primitives.ts';
import { CarSum } from '../tours/proof-by-car.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });
const Period = z.strictObject({
  fromMs: z.coerce.number().pipe(EpochMs),
  toMs: z.coerce.number().pipe(EpochMs),
  announcementId: Id.optional(),
  screenId: Id.optional(),
});

/** `language` of the file; that of the browser when left out. */
const CsvPeriod = Period.extend({ language: z.enum(['id', 'en']).optional() });

export const AsRunRow = z.strictObject({
  screenId: Id,
  announcementId: Id,
  title: z.string(),
  zone: ZoneId,
  startMs: EpochMs,
  endMs: EpochMs,
  /** Shown from its first to its last moment; a cut item counts its time, not its play. */
  complete: z.boolean(),
});

export const getAsRun = contract({
  id: 'getAsRun',
  method: 'get',
  path: '/api/plays',
  summary: 'As-run log: what screens really showed, newest first, at most 1,000 rows',
  access: 'signed_in',
  query: Period,
  response: z.array(AsRunRow),
});

export const getAsRunCsv = contract({
  id: 'getAsRunCsv',
  method: 'get',
  path: '/api/plays.csv',
  summary: 'The whole as-run log of the period as CSV (RFC 4180)',
  access: 'signed_in',
  query: CsvPeriod,
  response: { mediaTypes: ['text/csv'] },
});

/** One announcement in one car. Areas, never positions: whoever asked for it may see this. */
export const CarProof = z.strictObject({
  announcementId: Id,
  title: z.string(),
  agencyName: z.string(),
  unitId: Id,
  unitName: z.string(),
  total: CarSum,
  /** By local date, newest first; a play counts for the day it began on, a plan for the date of its tour. */
  days: z.array(CarSum.extend({ date: LocalDate })),
});
export type CarProof = z.infer<typeof CarProof>;

export const ProofOfPlay = z.strictObject({
  fromMs: EpochMs,
  toMs: EpochMs,
  rows: z.array(
    z.strictObject({
      announcementId: Id,
      title: z.string(),
      agencyName: z.string(),
      screenId: Id,
      screenName: z.string(),
      plays: z.int(),
      airTimeMs: z.int(),
      /** Complete plays the plans of the period asked for, up to now. */
      planned: z.int(),
      /** False for a wall with a vendor's player: nothing tells what it showed. */
      playLog: z.boolean(),
      firstMs: EpochMs.nullable(),
      lastMs: EpochMs.nullable(),
    }),
  ),
  /** Cars whose tours had begun, or that were heard; none when one screen is asked for. */
  cars: z.array(CarProof),
  /** Plays of screens a local calendar day, for the chart. */
  days: z.array(z.strictObject({ day: LocalDate, announcementId: Id, plays: z.int() })),
});
export type ProofOfPlay = z.infer<typeof ProofOfPlay>;

export const getProofOfPlay = contract({
  id: 'getProofOfPlay',
  method: 'get',
  path: '/api/reports/proof-of-play',
  summary: 'Plays and air time by announcement and screen or car, planned against played',
  access: 'signed_in',
  query: Period,
  response: ProofOfPlay,
});

export const getProofOfPlayCsv = contract({
  id: 'getProofOfPlayCsv',
  method: 'get',
  path: '/api/reports/proof-of-play.csv',
  summary: 'The same as CSV',
  access: 'signed_in',
  query: CsvPeriod,
  response: { mediaTypes: ['text/csv'] },
});

export const getCarProof = contract({
  id: 'getCarProof',
  method: 'get',
  path: '/api/announcements/:id/cars',
  summary: 'Where and how often cars let an announcement be heard, against what their tours asked for',
  access: 'signed_in',
  params: ById,
  response: z.array(CarProof),
});

export const AuditRow = z.strictObject({
  sequence: z.int(),
  atMs: EpochMs,
  userId: Id.nullable(),
  userName: z.string(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

export const listAudit = contract({
  id: 'listAudit',
  method: 'get',
  path: '/api/audit',
  summary: 'Audit log, newest first; every row holds the hash of the one before',
  access: ['admin', 'approver'],
  query: z.strictObject({ beforeSequence: z.coerce.number().int().optional() }),
  response: z.strictObject({ rows: z.array(AuditRow), chainIntact: z.boolean() }),
});

export const getHealth = contract({
  id: 'getHealth',
  method: 'get',
  path: '/api/health',
  summary: 'Whether the server can do its work',
  access: 'public',
  response: z.strictObject({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    database: z.boolean(),
    ffmpeg: z.boolean(),
    sandbox: z.enum(['bubblewrap', 'limits_only']),
    diskFreeBytes: z.number().nullable(),
    queuedJobs: z.int(),
  }),
});

export const listUnits = contract({
  id: 'listUnits',
  method: 'get',
  path: '/api/mobile-units',
  summary: 'All mobile units',
  access: 'signed_in',
  response: z.array(MobileUnit),
});

export const createUnit = contract({
  id: 'createUnit',
  method: 'post',
  path: '/api/mobile-units',
  summary: 'Add a mobile unit',
  access: ['admin', 'editor'],
  body: MobileUnit.omit({ id: true }),
  response: MobileUnit,
  problems: ['name_taken'],
});

export const updateUnit = contract({
  id: 'updateUnit',
  method: 'put',
  path: '/api/mobile-units/:id',
  summary: 'Change a mobile unit',
  access: ['admin', 'editor'],
  params: ById,
  body: MobileUnit.omit({ id: true }),
  response: MobileUnit,
});

const PACK_FINDINGS = [
  /** Its period ends, and nobody who hears the clip is told when. */
  'no_spoken_date',
  /** Its period ends on the day of the tour. */
  'ends_that_day',
  /** May not be heard before a time of that day, so the loop leaves it out. */
  'starts_that_day',
] as const;

const PackFinding = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(PACK_FINDINGS), clipNumber: z.int() }),
  /** A tour of the day names it, and it is not in the pack. */
  z.strictObject({
    code: z.literal('left_out'),
    announcementId: Id,
    title: z.string(),
    why: z.enum(['withdrawn', 'not_approved', 'no_recording', 'over', 'not_yet']),
  }),
]);
export type PackFinding = z.infer<typeof PackFinding>;

export const PackPreview = z.strictObject({
  unitId: Id,
  date: LocalDate,
  clips: z.array(
    z.strictObject({
      number: z.int(),
      announcementId: Id,
      title: z.string(),
      durationMs: z.int(),
      areaNames: z.array(z.string()),
      lastAirMs: EpochMs,
    }),
  ),
  /** What to know before the stick leaves: it cannot enforce an expiry, and lacks what may not be heard that day. */
  findings: z.array(PackFinding),
});

export const previewPack = contract({
  id: 'previewPack',
  method: 'get',
  path: '/api/mobile-units/:id/pack',
  summary: 'What a car’s pack for a date will hold',
  access: 'signed_in',
  params: ById,
  query: z.strictObject({ date: LocalDate }),
  response: PackPreview,
});

export const getPack = contract({
  id: 'getPack',
  method: 'get',
  path: '/api/mobile-units/:id/pack.zip',
  summary:
    'The pack as ZIP, stored and in playing order: MP3s, loop, M3U8, run sheet, a page that checks it, signed manifest',
  access: ['admin', 'editor', 'approver', 'crew'],
  params: ById,
  query: z.strictObject({ date: LocalDate }),
  response: { mediaTypes: ['application/zip'] },
  problems: ['nothing_for_unit', 'media_damaged'],
});
