/** What is inside an envelope: which schema, how large, in which spelling. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { AppError } from '../model/app-error.ts';
import { Manifest } from '../model/programme.ts';
import { ok, type Result } from '../model/result.ts';
import { AroundApproval } from './around-statement.ts';
import { fromBase64 } from './base64.ts';
import { isCanonicalFormOf, withoutDefaults } from './canonical.ts';
import { CrewDay } from './crew-statements.ts';
import { refuse, type TrustError } from './errors.ts';
import { Release } from './release-statement.ts';
import {
  Approval,
  Envelope,
  PackManifest,
  PAYLOAD_TYPE,
  Renewal,
  Root,
  ScreenPack,
  type StatementKind,
} from './statements.ts';
import { UsbLoad, UsbPlays } from './usb-statements.ts';

export interface StatementOf {
  root: Root;
  approval: Approval;
  around: AroundApproval;
  manifest: Manifest;
  renewal: Renewal;
  pack: PackManifest;
  screenPack: ScreenPack;
  release: Release;
  usbLoad: UsbLoad;
  usbPlays: UsbPlays;
  crewDay: CrewDay;
}

export const SCHEMA: { readonly [K in StatementKind]: z.ZodType<StatementOf[K]> } = {
  root: Root,
  approval: Approval,
  around: AroundApproval,
  manifest: Manifest,
  renewal: Renewal,
  pack: PackManifest,
  screenPack: ScreenPack,
  release: Release,
  usbLoad: UsbLoad,
  usbPlays: UsbPlays,
  crewDay: CrewDay,
};

const KIB = 1024;
const MIB = 1024 * KIB;

/** Largest payload of each kind in bytes: several times what the fullest honest statement needs. */
export const MAX_PAYLOAD_BYTES: { readonly [K in StatementKind]: number } = {
  root: MIB,
  approval: 256 * KIB,
  around: 4 * MIB,
  manifest: 16 * MIB,
  renewal: MIB,
  pack: 16 * MIB,
  screenPack: 16 * MIB,
  release: 2 * MIB,
  usbLoad: MIB,
  usbPlays: 4 * MIB,
  crewDay: 4 * MIB,
};

/** Signatures, key ids and JSON around the payload: 32 signatures of about 180 characters, rounded up. */
const ENVELOPE_OVERHEAD_BYTES = 8 * KIB;

/** Most bytes a reader takes from the network for one envelope of this kind, base64 included. */
export function maxEnvelopeBytes(kind: StatementKind): number {
  return Math.ceil(MAX_PAYLOAD_BYTES[kind] / 3) * 4 + ENVELOPE_OVERHEAD_BYTES;
}

export interface Parsed<T> {
  statement: T;
  /** SHA-256 of the payload. */
  sha256: string;
}

export interface Opened<T> extends Parsed<T> {
  /** Ids of the trusted keys whose signatures are good. */
  signedBy: readonly string[];
}

/** SHA-256 of the payload's bytes: the name a statement is referred to by, whoever signed it. */
export function payloadSha256(envelope: Envelope): string {
  const payload = fromBase64(envelope.payload);
  if (payload === null) throw new AppError('malformed_envelope', 'The payload is not base64');
  return bytesToHex(sha256(payload));
}

/**
 * An envelope from the text of a file or an HTTP body.
 * Errors: `too_large` (judged before parsing), `malformed_envelope`.
 */
export function readEnvelope(
  kind: StatementKind,
  json: string,
): Result<Envelope, TrustError<'too_large' | 'malformed_envelope'>> {
  if (json.length > maxEnvelopeBytes(kind)) return refuse('too_large', `${json.length} characters`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refuse('malformed_envelope', 'not JSON');
  }
  const parsed = Envelope.safeParse(value);
  return parsed.success ? ok(parsed.data) : refuse('malformed_envelope', describe(parsed.error));
}

/** The raw payload, once its kind, size and encoding are found right; nothing of it is trusted yet. */
export function payloadOf(kind: StatementKind, envelope: Envelope): Result<Uint8Array, TrustError> {
  // One kind passed off as another: types are compared before anything else is looked at.
  if (envelope.payloadType !== PAYLOAD_TYPE[kind]) {
    return refuse('wrong_payload_type', `expected ${PAYLOAD_TYPE[kind]}`);
  }
  // Endless data: the length is judged before decoding.
  if (envelope.payload.length > Math.ceil(MAX_PAYLOAD_BYTES[kind] / 3) * 4) {
    return refuse('too_large', `${envelope.payload.length} characters of base64`);
  }
  const payload = fromBase64(envelope.payload);
  return payload === null ? refuse('malformed_envelope', 'payload is not strict base64') : ok(payload);
}

/** The statement in a payload, strictly: no unknown field, and in the canonical spelling only. */
export function parsePayload<K extends StatementKind>(
  kind: K,
  payload: Uint8Array,
): Result<Parsed<StatementOf[K]>, TrustError> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload));
  } catch {
    return refuse('unknown_schema', 'not UTF-8 JSON');
  }
  const parsed = SCHEMA[kind].safeParse(value);
  if (!parsed.success) return refuse('unknown_schema', describe(parsed.error));
  // A field that came with a later version and has a default is not in an older payload.
  if (!isCanonicalFormOf(payload, withoutDefaults(parsed.data, value)))
    return refuse('not_canonical', 'not in the form of RFC 8785');
  return ok({ statement: parsed.data, sha256: bytesToHex(sha256(payload)) });
}

/** First complaint of a schema, with its place. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'does not fit' : `${issue.path.join('.')}: ${issue.message}`;
}
