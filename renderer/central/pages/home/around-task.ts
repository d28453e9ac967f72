import type { AroundVersion } from '../../../../core/api/around.ts';
import type { User } from '../../../../core/model/catalogue.ts';

export interface AroundTask {
  kind: 'waiting' | 'returned' | 'failed';
  version: AroundVersion;
}

/** A proposal of what is heard around clips waits for an approver who did not make it, then for who did. */
export function aroundTask(
  proposed: AroundVersion | null,
  user: User,
  mayApprove: boolean,
): AroundTask | null {
  if (proposed === null) return null;
  const { state, proposedBy } = proposed;
  const isOwn = proposedBy === user.id;
  if (state === 'waiting') return mayApprove && !isOwn ? { kind: state, version: proposed } : null;
  if (state === 'returned' || state === 'failed') return isOwn ? { kind: state, version: proposed } : null;
  return null;
}
