/** What a crew's phone and the server say to each other; the signed statement is `CrewDay`. */
import { z } from 'zod';
import { EpochMs, Id, Sha256 } from '../model/primitives.ts';
import { TourPlay } from '../model/tour.ts';
import { Envelope } from '../trust/statements.ts';

/** A phone signs UTF-8(context + "\n" + what is to be proven): that it holds its key when it signs in … */
export const CREW_SIGN_IN_CONTEXT = 'wawar-crew-sign-in-v1';
/** … and, with a nonce of the server, whenever it opens a session. */
export const CREW_SESSION_CONTEXT = 'wawar-crew-session-v1';

/** The QR code leads here; the token and the root's hash are behind the `#`, so no server log ever holds them. */
const CREW_PATH = '/crew/';
export const crewLink = (token: string, rootSha256: string): string =>
  `${CREW_PATH}#${new URLSearchParams({ token, root: rootSha256 }).toString()}`;

/** Most plays in one batch. */
export const CREW_PLAYS_LIMIT = 500;
/** Longest a question for the day is held until something changes. Proxies commonly cut at 60 s. */
export const CREW_WAIT_LIMIT_MS = 50_000;

export const CrewDayBundle = z.strictObject({
  /** Roots newer than the phone's, ascending. */
  roots: z.array(Envelope).max(1000),
  /** `CrewDay`; null when nothing has changed since `known`. */
  day: Envelope.nullable(),
  /** What to hand over as `known` with the next question. */
  fingerprint: Sha256,
});
export type CrewDayBundle = z.infer<typeof CrewDayBundle>;

/** Why the app advised silence when the crew played all the same. */
export const QUIET_CODES = ['night', 'prayer', 'silence', 'place'] as const;
const QuietCode = z.enum(QUIET_CODES);
export type QuietCode = z.infer<typeof QuietCode>;

export const CrewPlay = z.strictObject({
  play: TourPlay,
  /** The reasons the crew was shown and overrode; empty where nothing spoke against it. */
  quietOverridden: z.array(QuietCode).max(QUIET_CODES.length),
});
export type CrewPlay = z.infer<typeof CrewPlay>;

/** A phone that may act for a unit. */
export const CrewDevice = z.strictObject({
  id: Sha256,
  unitId: Id,
  userId: Id,
  label: z.string().max(120),
  signedInAtMs: EpochMs,
  lastSeenAtMs: EpochMs,
});
export type CrewDevice = z.infer<typeof CrewDevice>;
