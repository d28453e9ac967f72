/** What is heard around clips: decided by two people, as the clips are. */
import { z } from 'zod';
import { AroundClip, AroundPart } from '../model/around-clip.ts';
import { EpochMs, Id } from '../model/primitives.ts';

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
