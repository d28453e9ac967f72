/**
 * Players of one site fetching from each other. Who is a neighbour is told by the server over the device socket; what
 * is fetched is believed by its hash alone, so a neighbour can waste time but put nothing on a wall.
 */
import { z } from 'zod';
import { Base64, Sha256 } from '../model/primitives.ts';

/**
 * `<path><SHA-256 of the file>/<number of the 1 MiB chunk>`, answered with that chunk, verified, or 404.
 * Held (GET, HEAD): only what the player has, or what is on its way to it from the server at this moment.
 * Pull (GET): what it has not it fetches from the server first. `102 Processing` says that it is still at it.
 */
export const LAN_HELD_PATH = '/lan/v1/held/';
export const LAN_PULL_PATH = '/lan/v1/pull/';
/** A request whose time differs more from the answering player's is refused. */
export const LAN_CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Most players of a site that share. */
export const LAN_PEERS_LIMIT = 100;

const LAN_REQUEST_CONTEXT = 'wawar-lan-request-v1';
const AUTHORIZATION =
  /^Wawar-Lan ([A-Za-z0-9+/]{43}=) (\d{1,13}) ([A-Za-z0-9+/]{22}==) ([A-Za-z0-9+/]{86}==)$/;

/** Where a player answers its neighbours. */
export const LanListening = z.strictObject({
  port: z.int().min(1).max(65_535),
  addresses: z.array(z.ipv4()).min(1).max(8),
});
export type LanListening = z.infer<typeof LanListening>;

export const LanPeer = LanListening.extend({
  /** Raw Ed25519 public key the device was enrolled with. */
  publicKey: Base64,
});
export type LanPeer = z.infer<typeof LanPeer>;

export const LanDeviceMessages = [
  /** Sharing is on, and this is where; or it is off. Said once a connection and whenever it changes. */
  z.strictObject({ type: z.literal('lan_listening'), listening: LanListening.nullable() }),
  /** Asks which neighbours are given this file as well. */
  z.strictObject({ type: z.literal('lan_file'), sha256: Sha256 }),
] as const;

/** Only ever sent to a device that said `lan_listening`. */
export const LanServerMessages = [
  /** All enrolled and connected players of the site that share, without the one that is told. */
  z.strictObject({ type: z.literal('neighbours'), peers: z.array(LanPeer).max(LAN_PEERS_LIMIT) }),
  /** Those of them whose newest manifest names the file, whether or not they have it yet. */
  z.strictObject({
    type: z.literal('lan_file'),
    sha256: Sha256,
    publicKeys: z.array(Base64).max(LAN_PEERS_LIMIT),
  }),
] as const;

export interface LanAuthorization {
  /** Of the player that asks. */
  publicKey: string;
  atMs: number;
  nonce: string;
  signature: string;
}

/** What a player signs to ask: for one neighbour, one path, one moment, once. */
export function lanRequestBytes(
  request: { to: string; method: string; path: string } & Omit<LanAuthorization, 'signature'>,
): Uint8Array {
  const { to, method, path, publicKey, atMs, nonce } = request;
  return new TextEncoder().encode([LAN_REQUEST_CONTEXT, to, method, path, publicKey, atMs, nonce].join('\n'));
}

export const formatLanAuthorization = ({ publicKey, atMs, nonce, signature }: LanAuthorization): string =>
  `Wawar-Lan ${publicKey} ${atMs} ${nonce} ${signature}`;

/** Null for anything else than what `formatLanAuthorization` makes. */
export function parseLanAuthorization(header: string | undefined): LanAuthorization | null {
  const [, publicKey, atMs, nonce, signature] = AUTHORIZATION.exec(header ?? '') ?? [];
  if (publicKey === undefined || nonce === undefined || signature === undefined) return null;
  return { publicKey, atMs: Number(atMs), nonce, signature };
}
