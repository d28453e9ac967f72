import { err } from '../model/result.ts';

/** Why a signed statement is refused. Each code is one attack or one mistake; the comment says which. */
export type TrustErrorCode =
  /** Larger than its kind may be: endless data. */
  | 'too_large'
  /** Not an envelope: wrong shape, or base64 with more than one spelling. */
  | 'malformed_envelope'
  /** A statement of another kind is passed off as this one. */
  | 'wrong_payload_type'
  /** No signature by a key the role trusts: arbitrary content. */
  | 'wrong_key'
  /** A trusted key is named, but its signature does not fit: changed on the way. */
  | 'bad_signature'
  /** Fewer different trusted keys signed than the role asks for. */
  | 'below_threshold'
  /** Signed, but not UTF-8 JSON, of another schema, or with a field this version does not know. */
  | 'unknown_schema'
  /** Signed, but not in the one canonical spelling (RFC 8785), so two readers could understand it differently. */
  | 'not_canonical'
  /** Signed and well-formed, but contradicts itself; `detail` names where. */
  | 'inconsistent'
  /** Older than what is already held: rollback. */
  | 'rollback'
  /** The version already held, with other content: two truths under one number. */
  | 'equivocation'
  /** Absurdly far ahead, so that no later version could follow: fast-forward. */
  | 'version_jump'
  /** A root was skipped; roots are followed one by one. */
  | 'version_gap'
  /** Made under an older root than the one held: mix-and-match of roots. */
  | 'root_outdated'
  /** Made under a newer root, which has to be fetched first. */
  | 'root_unknown'
  /** Not the root that was pinned at pairing. */
  | 'root_not_pinned'
  /** A demo root would become real, or a real one demo. */
  | 'demo_changed'
  /** Past its expiry: freeze. Updates stop, playback goes on. */
  | 'expired'
  /** Meant for another screen or unit: replay across devices. */
  | 'wrong_recipient'
  /** Not the answer to this question: replay in time. */
  | 'nonce_mismatch'
  /** Media, items and chunks of different versions are combined: mix-and-match. */
  | 'mix_and_match'
  /** Not signed with a key of the person who is said to approve: borrowed name. */
  | 'wrong_person'
  /** Submitted and approved by the same person. */
  | 'same_person'
  /** The approved period is over. */
  | 'validity_ended'
  /** Names something no approval covers; `refused` lists what. */
  | 'uncovered';

export interface TrustError<C extends TrustErrorCode = TrustErrorCode> {
  code: C;
  /** For the log and the operator's detail view; contains no secrets. */
  detail: string;
}

export const refuse = <C extends TrustErrorCode>(
  code: C,
  detail: string,
): { ok: false; error: TrustError<C> } => err({ code, detail });
