/** What is heard around clips: decided by two people, as the clips are. */
import { z } from 'zod';
import { AroundClip, AroundPart } from '../model/around-clip.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import type { Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import type { TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import type { Opened } from './payload.ts';
import { checkPeople } from './people.ts';
import { keysOfRole } from './root.ts';
import type { Envelope, Root } from './statements.ts';

/** Texts and every recording made of them; holds until the city decides anew. */
export const AroundApproval = z.strictObject({
  kind: z.literal('around'),
  schema: z.literal(1),
  content: AroundClip,
  /** A thousand villages, two texts, and a chime. */
  parts: z.array(AroundPart).max(6100),
  submittedBy: Id,
  approvedBy: Id,
  approvedAtMs: EpochMs,
});
export type AroundApproval = z.infer<typeof AroundApproval>;

/**
 * The sounds around clips as enough approvers of this root want them.
 *
 * Errors: those of `openEnvelope`, `wrong_person`, `same_person`, `below_threshold` (people).
 */
export function checkAround(
  envelope: Envelope,
  root: Root,
  verifier: Verifier = nobleVerifier,
): Result<Opened<AroundApproval>, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'approver');
  const opened = openEnvelope('around', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const { statement, signedBy } = opened.value;
  const people = checkPeople(statement, root, signedBy, threshold, 'sounds around clips');
  return people.ok ? opened : people;
}
