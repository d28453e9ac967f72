/** The cars' days: planning, silence, and what was driven. */
import { z } from 'zod';
import { EpochMs, Id, LocalDate, TimeZoneName } from '../model/primitives.ts';
import { GeoPoint } from '../model/screen-settings.ts';
import { QuietRules } from '../model/city-settings.ts';
import { QuietPlace, Tour, TourPlan } from '../model/tour.ts';
import { ProvenPlay, TourProof } from '../tours/proof.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });
/** Those who plan, those who watch; contributors see what became of their items in the proof of play. */
const STAFF = ['admin', 'editor', 'approver', 'viewer'] as const;
const PLANNERS = ['admin', 'editor'] as const;

/** Longest stretch one proof covers. */
export const PROOF_DAYS_LIMIT = 31;

export const TourDay = z.strictObject({
  date: LocalDate,
  timeZone: TimeZoneName,
  tours: z.array(Tour),
  /** Recordings for cars: those valid on that day, and those its tours name. */
  clips: z.array(
    z.strictObject({
      announcementId: Id,
      title: z.string(),
      agencyName: z.string(),
      durationMs: z.int().min(0),
      areaIds: z.array(Id),
      validFromMs: EpochMs,
      validUntilMs: EpochMs,
      emergency: z.boolean(),
      playable: z.boolean(),
    }),
  ),
  /** People with the role `crew`. */
  crew: z.array(z.strictObject({ id: Id, displayName: z.string() })),
  quiet: z.strictObject({
    rules: QuietRules,
    location: GeoPoint.nullable(),
    places: z.array(QuietPlace),
  }),
  /** Plays recorded so far, by tour. */
  heard: z.array(z.strictObject({ tourId: Id, plays: z.int(), lastMs: EpochMs })),
});
export type TourDay = z.infer<typeof TourDay>;

export const getTourDay = contract({
  id: 'getTourDay',
  method: 'get',
  path: '/api/tours',
  summary: 'Everything one date is planned with: tours, recordings, crews, silence',
  access: STAFF,
  query: z.strictObject({ date: LocalDate }),
  response: TourDay,
});

export const createTour = contract({
  id: 'createTour',
  method: 'post',
  path: '/api/tours',
  summary: 'Plan a tour; a day that is over stays as it was planned',
  access: PLANNERS,
  body: TourPlan,
  response: Tour,
  problems: ['wrong_state'],
});

export const updateTour = contract({
  id: 'updateTour',
  method: 'put',
  path: '/api/tours/:id',
  summary: 'Change a tour, also while it is driven: the crew’s phones get it at once',
  access: PLANNERS,
  params: ById,
  /** `revision` is the one the editor saw. */
  body: z.strictObject({ revision: z.int().min(1), plan: TourPlan }),
  response: Tour,
  problems: ['stale_revision', 'wrong_state'],
});

export const cancelTour = contract({
  id: 'cancelTour',
  method: 'post',
  path: '/api/tours/:id/cancel',
  summary: 'Call a tour off; what was heard of it stays in the log',
  access: PLANNERS,
  params: ById,
  response: Tour,
  problems: ['wrong_state'],
});

export const copyTours = contract({
  id: 'copyTours',
  method: 'post',
  path: '/api/tours/copy',
  summary: 'Plan a date like another, for every car that has no tour on it yet',
  access: PLANNERS,
  body: z.strictObject({ from: LocalDate, to: LocalDate }),
  /** `leftOut`: recordings that are not valid on the new date. */
  response: z.strictObject({ tours: z.array(Tour), leftOut: z.int().min(0) }),
  problems: ['wrong_state'],
});

export const listQuietPlaces = contract({
  id: 'listQuietPlaces',
  method: 'get',
  path: '/api/quiet-places',
  summary: 'Schools, hospitals, houses of worship: circles in which loudspeakers are silent',
  access: 'signed_in',
  response: z.array(QuietPlace),
});

export const createQuietPlace = contract({
  id: 'createQuietPlace',
  method: 'post',
  path: '/api/quiet-places',
  summary: 'Add a quiet place',
  access: PLANNERS,
  body: QuietPlace.omit({ id: true }),
  response: QuietPlace,
});

export const updateQuietPlace = contract({
  id: 'updateQuietPlace',
  method: 'put',
  path: '/api/quiet-places/:id',
  summary: 'Change a quiet place',
  access: PLANNERS,
  params: ById,
  body: QuietPlace.omit({ id: true }),
  response: QuietPlace,
});

export const deleteQuietPlace = contract({
  id: 'deleteQuietPlace',
  method: 'delete',
  path: '/api/quiet-places/:id',
  summary: 'Remove a quiet place',
  access: PLANNERS,
  params: ById,
  response: null,
});

const ProofPeriod = z.strictObject({ from: LocalDate, to: LocalDate, unitId: Id.optional() });

export const listTourProofs = contract({
  id: 'listTourProofs',
  method: 'get',
  path: '/api/tours/proof',
  summary: 'What cars were heard with, tours against their plans; both dates included, at most 31 days',
  access: STAFF,
  query: ProofPeriod,
  response: z.strictObject({
    /** By date, then by start. */
    tours: z.array(z.strictObject({ tour: Tour, proof: TourProof })),
    /** Plays that belong to no tour, by car and the local day they began on. */
    outside: z.array(z.strictObject({ unitId: Id, date: LocalDate, proof: TourProof })),
  }),
});

const Proven = z.strictObject({
  proof: TourProof,
  plays: z.array(ProvenPlay),
  /** Titles of all announcements planned or heard. */
  titles: z.record(z.string(), z.string()),
});

export const getTourProof = contract({
  id: 'getTourProof',
  method: 'get',
  path: '/api/tours/:id/proof',
  summary: 'One tour with each of its plays: which clip, when, where',
  access: ['admin', 'editor', 'approver'],
  params: ById,
  response: Proven.extend({ tour: Tour }),
});

export const getOutsideProof = contract({
  id: 'getOutsideProof',
  method: 'get',
  path: '/api/tours/outside',
  summary: 'What one car played outside any tour on a date, each play with its place',
  access: ['admin', 'editor', 'approver'],
  query: z.strictObject({ unitId: Id, date: LocalDate }),
  response: Proven,
});

export const getTourProofCsv = contract({
  id: 'getTourProofCsv',
  method: 'get',
  path: '/api/tours/proof.csv',
  summary: 'Every play of cars in the period as CSV (RFC 4180)',
  access: ['admin', 'editor', 'approver'],
  query: ProofPeriod.extend({ language: z.enum(['id', 'en']).optional() }),
  response: { mediaTypes: ['text/csv'] },
});
