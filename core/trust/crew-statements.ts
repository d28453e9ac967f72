/** What the server tells a crew's phone; signed by the publisher. */
import { z } from 'zod';
import { Category } from '../model/catalogue.ts';
import { QuietRules, Voicing } from '../model/city-settings.ts';
import { Area } from '../model/people.ts';
import { Base64, EpochMs, Id, LocalDate, Sha256, text, TimeZoneName } from '../model/primitives.ts';
import { GeoPoint } from '../model/screen-settings.ts';
import { QuietPlace, Tour } from '../model/tour.ts';

/** A recording the phone may play. Title, script, areas and validity are those of its approval. */
export const CrewClip = z.strictObject({
  announcementId: Id,
  approvalSha256: Sha256,
  sha256: Sha256,
  bytes: z
    .int()
    .positive()
    .max(64 * 2 ** 20),
  durationMs: z.int().min(0),
  category: Category,
});
export type CrewClip = z.infer<typeof CrewClip>;

/** Why something that a tour names cannot be heard. */
const CREW_MISSING = ['withdrawn', 'not_approved', 'no_recording', 'gone'] as const;

/**
 * Everything one phone needs for its days, in one statement bound to the phone's question: an older one played back
 * cannot hide a withdrawal, nor another car's be passed off.
 */
export const CrewDay = z.strictObject({
  kind: z.literal('crew_day'),
  schema: z.literal(1),
  unitId: Id,
  userId: Id,
  unitName: text(120),
  /** What the city calls the car. */
  unitLabel: text(40),
  cityName: text(120),
  timeZone: TimeZoneName,
  /** Echo of the 16 random bytes the phone sent. */
  nonce: Base64,
  serverTimeMs: EpochMs,
  rootVersion: z.int().min(1),
  /** Local dates it speaks of, today first. */
  dates: z.array(LocalDate).min(1).max(7),
  tours: z.array(Tour).max(50),
  clips: z.array(CrewClip).max(500),
  /** Clips heard on these dates where no tour says otherwise, in order. */
  freeClips: z.array(z.strictObject({ date: LocalDate, announcementIds: z.array(Id).max(99) })).max(7),
  missing: z
    .array(z.strictObject({ announcementId: Id, title: text(120), why: z.enum(CREW_MISSING) }))
    .max(500),
  /** The areas tours and approvals mention, and where they are. */
  areas: z.array(z.strictObject({ id: Id, name: text(120), circle: Area.shape.circle })).max(2000),
  /** The unit's loudspeaker: which of the recordings around clips are its own. */
  voicing: Voicing,
  /** SHA-256 of the `AroundApproval` in force; null where nothing is heard around clips. */
  aroundSha256: Sha256.nullable(),
  /** Silence between two clips where no tour says otherwise. */
  gapMs: z.int().min(0).max(60_000),
  quiet: QuietRules,
  /** Where the city is, for prayer times. */
  location: GeoPoint.nullable(),
  quietPlaces: z.array(QuietPlace).max(5000),
});
export type CrewDay = z.infer<typeof CrewDay>;
