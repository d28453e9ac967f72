/** Signed envelopes (secure-systems-lab/dsse, protocol v1.0.2) around the statements of `statements.ts`. */
import { concatBytes } from '@noble/hashes/utils.js';
import { AppError } from '../model/app-error.ts';
import { ok, type Result } from '../model/result.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { canonicalBytes } from './canonical.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, rawPublicKey, type Signer, type Verifier } from './keys.ts';
import {
  MAX_PAYLOAD_BYTES,
  parsePayload,
  payloadOf,
  SCHEMA,
  type Opened,
  type StatementOf,
} from './payload.ts';
import { type Envelope, PAYLOAD_TYPE, type PublicKey, type StatementKind } from './statements.ts';

/** Pre-authentication encoding: what is really signed, so that type and payload cannot be split elsewhere. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const utf8 = new TextEncoder();
  const type = utf8.encode(payloadType);
  return concatBytes(
    utf8.encode(`DSSEv1 ${type.length} `),
    type,
    utf8.encode(` ${payload.length} `),
    payload,
  );
}

/**
 * Signs a statement in its canonical form. The statement goes through its schema first, so nothing is ever signed
 * that its readers would refuse.
 *
 * @throws AppError `statement_invalid` if the statement does not fit its schema or is too large.
 */
export function signEnvelope<K extends StatementKind>(
  kind: K,
  statement: StatementOf[K],
  signers: readonly Signer[],
): Envelope {
  const parsed = SCHEMA[kind].safeParse(statement);
  if (!parsed.success) {
    throw new AppError('statement_invalid', `This ${kind} does not fit its schema`, { cause: parsed.error });
  }
  const payload = canonicalBytes(parsed.data);
  if (payload.length > MAX_PAYLOAD_BYTES[kind]) {
    throw new AppError('statement_invalid', `This ${kind} is too large`, {
      context: { bytes: payload.length },
    });
  }
  const unsigned: Envelope = { payloadType: PAYLOAD_TYPE[kind], payload: toBase64(payload), signatures: [] };
  return signers.reduce(addSignature, unsigned);
}

/** The envelope with one more signature, e.g. of the second key of a threshold. Keeps those already there. */
export function addSignature(envelope: Envelope, signer: Signer): Envelope {
  const payload = fromBase64(envelope.payload);
  if (payload === null) throw new AppError('malformed_envelope', 'The payload is not base64');
  const sig = toBase64(signer.sign(preAuthEncoding(envelope.payloadType, payload)));
  return { ...envelope, signatures: [...envelope.signatures, { keyid: signer.publicKey.keyid, sig }] };
}

/**
 * The statement inside an envelope, if at least `threshold` different keys of `keys` signed it.
 * The payload is parsed only after its signatures are found good.
 *
 * Errors: `wrong_payload_type`, `too_large`, `malformed_envelope`, `wrong_key`, `bad_signature`, `below_threshold`,
 * `unknown_schema`, `not_canonical`.
 */
export function openEnvelope<K extends StatementKind>(
  kind: K,
  envelope: Envelope,
  keys: readonly PublicKey[],
  threshold: number,
  verifier: Verifier = nobleVerifier,
): Result<Opened<StatementOf[K]>, TrustError> {
  const payload = payloadOf(kind, envelope);
  if (!payload.ok) return payload;
  const signed = checkSignatures(envelope, payload.value, keys, threshold, verifier);
  if (!signed.ok) return signed;
  const parsed = parsePayload(kind, payload.value);
  return parsed.ok ? ok({ ...parsed.value, signedBy: signed.value }) : parsed;
}

/** Ids of the trusted keys that signed, at least `threshold`: one key signing twice counts once. */
export function checkSignatures(
  envelope: Envelope,
  payload: Uint8Array,
  keys: readonly PublicKey[],
  threshold: number,
  verifier: Verifier,
): Result<readonly string[], TrustError> {
  const message = preAuthEncoding(envelope.payloadType, payload);
  const keyById = new Map(keys.map((key) => [key.keyid, key]));
  const named = new Set<string>();
  const good = new Set<string>();
  for (const { keyid, sig } of envelope.signatures) {
    const key = keyById.get(keyid);
    if (key === undefined || good.has(keyid)) continue;
    named.add(keyid);
    const publicKey = rawPublicKey(key);
    const signature = fromBase64(sig);
    if (publicKey !== null && signature !== null && verifier.verify(signature, message, publicKey)) {
      good.add(keyid);
    }
  }
  if (good.size >= Math.max(1, threshold)) return ok([...good]);
  if (named.size === 0) return refuse('wrong_key', 'no signature by a trusted key');
  if (good.size < named.size)
    return refuse('bad_signature', 'a trusted key is named, its signature does not fit');
  return refuse('below_threshold', `${good.size} of ${threshold} signatures`);
}
