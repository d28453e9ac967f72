import type { Result } from '../model/result.ts';
import type { AroundApproval } from './around-statement.ts';
import { openEnvelope } from './dsse.ts';
import type { TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import type { Opened } from './payload.ts';
import { checkPeople } from './people.ts';
import { keysOfRole } from './root.ts';
import type { Envelope, Root } from './statements.ts';

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
