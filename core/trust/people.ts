import { ok, type Result } from '../model/result.ts';
import { refuse, type TrustError } from './errors.ts';
import type { Root } from './statements.ts';

/**
 * Whether those who signed are the people the statement names: the one who approved among them, the one who submitted
 * not, and enough of them. `subject` is what an error speaks of.
 *
 * Errors: `wrong_person`, `same_person`, `below_threshold`.
 */
export function checkPeople(
  { submittedBy, approvedBy }: { submittedBy: string; approvedBy: string },
  root: Pick<Root, 'holders'>,
  signedBy: readonly string[],
  threshold: number,
  subject: string,
): Result<null, TrustError> {
  const people = new Set(
    root.holders.filter(({ keyid }) => signedBy.includes(keyid)).map(({ userId }) => userId),
  );
  // Borrowed name: whoever is said to approve has to have signed.
  if (!people.has(approvedBy)) return refuse('wrong_person', subject);
  // One person alone: the one who submits may not be one who approves.
  if (people.has(submittedBy)) return refuse('same_person', subject);
  // One person with two keys counts once.
  if (people.size < threshold) return refuse('below_threshold', `${people.size} of ${threshold} people`);
  return ok(null);
}
