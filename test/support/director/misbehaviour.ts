/** Every way a `MiniDirector` can misbehave. */
import type { ServerResponse } from 'node:http';
import type { Manifest } from '../../../core/model/programme.ts';
import type { ManifestBundle } from '../../../core/protocol/device.ts';
import {
  addSignature,
  canonicalBytes,
  PAYLOAD_TYPE,
  toBase64,
  type Envelope,
  type Signer,
} from '../../../core/trust/index.ts';

/** Cleared with `misbehave({})`. */
export interface Misbehaviour {
  /** Changes a manifest before it is signed. */
  manifest?: (manifest: Manifest) => Manifest;
  /** Signs in place of the city's own publishers. */
  manifestSigners?: readonly Signer[];
  /** Changes the answer after everything was signed; a string is sent as it is. */
  bundle?: (bundle: ManifestBundle) => unknown;
  /** The manifest's answer never ends, or comes with one byte a second. */
  body?: BadBody;
  /** The same for media. */
  mediaBody?: BadBody;
  /** Media answers end after so many bytes. */
  cutMediaAfterBytes?: number;
  corruptMedia?: boolean;
  refusePlays?: boolean;
  /** Plays are stored, but the answer never arrives. */
  losePlaysAnswer?: boolean;
  renewalTimeMs?: number;
  /** Welcomes a player and minds what it says next. */
  hangUp?: boolean;
}

export type BadBody = 'endless' | 'trickle';

/** Signs even what the schema would refuse, as a hostile holder of the keys could. */
export function signAsIs(manifest: Manifest, signers: readonly Signer[]): Envelope {
  const payload = toBase64(canonicalBytes(manifest));
  const unsigned: Envelope = { payloadType: PAYLOAD_TYPE.manifest, payload, signatures: [] };
  return signers.reduce(addSignature, unsigned);
}

const PIECE_BYTES = 1024 * 1024;

/** Sends `honest` first if it is endless, so that only the length gives it away. */
export function misbehaveBody(
  response: ServerResponse,
  how: BadBody,
  onSent: (bytes: number) => void,
  honest: Buffer = Buffer.alloc(0),
): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  const send = (piece: Buffer): boolean => {
    onSent(piece.length);
    return response.write(piece);
  };
  if (how === 'endless') send(honest);
  const more = () => {
    if (how === 'trickle') send(Buffer.from(' '));
    else while (!response.destroyed && send(Buffer.alloc(PIECE_BYTES, 32)));
  };
  const timer = setInterval(more, how === 'trickle' ? 1000 : 5);
  more();
  response.on('close', () => clearInterval(timer));
}
