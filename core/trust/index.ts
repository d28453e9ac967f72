export { checkApproval, checkApprovals, type ApprovalsBySha256 } from './approval.ts';
export * from './around-statement.ts';
export { checkAround } from './around.ts';
export { fromBase64, toBase64 } from './base64.ts';
export { canonicalBytes } from './canonical.ts';
export { approvalOfClip, checkCrewDay } from './crew-day.ts';
export * from './crew-statements.ts';
export { checkCoverage, refusedOf, type CoverageCode, type CoverageError, type Refused } from './coverage.ts';
export { addSignature, openEnvelope, preAuthEncoding, signEnvelope } from './dsse.ts';
export type { TrustError, TrustErrorCode } from './errors.ts';
export {
  keyIdOf,
  nobleVerifier,
  PUBLIC_KEY_BYTES,
  publicKeyOf,
  rawPublicKey,
  SIGNATURE_BYTES,
  signerFromSeed,
  type Signer,
  type Verifier,
} from './keys.ts';
export { checkManifest, CHUNK_BYTES, MAX_VERSION_STEP, openManifest, type DeviceState } from './manifest.ts';
export { checkPack, checkScreenPack, type CheckedPack } from './pack.ts';
export { normalizePairingCode, pairingCode } from './pairing.ts';
export {
  MAX_PAYLOAD_BYTES,
  maxEnvelopeBytes,
  payloadSha256,
  parsePayload,
  payloadOf,
  readEnvelope,
  type Opened,
  type StatementOf,
} from './payload.ts';
export {
  checkRelease,
  checkReleaseFiles,
  checkReleaseWhole,
  MAX_RELEASE_BYTES,
  openRelease,
  type FoundFile,
} from './release.ts';
export * from './release-statement.ts';
export { airableUntilMs, checkRenewal } from './renewal.ts';
export { checkRoot, keysOfRole, openPinnedRoot, rootHash, type RoleName } from './root.ts';
export * from './statements.ts';
export { checkUsbLoad, checkUsbPlays } from './usb.ts';
export * from './usb-statements.ts';
