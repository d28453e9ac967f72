import { sha256Hex } from '../../media/store/index.ts';

/**
 * Who of these players brings a chunk from the server, first choice first. Everybody computes the same order without
 * a word, chunks spread evenly, and one player more or less moves only its own share (rendezvous hashing: D. Thaler,
 * C. Ravishankar, "Using name-based mappings to increase hit rates", IEEE/ACM Transactions on Networking 6(1), 1998).
 */
export function rankFor(chunkSha256: string, publicKeys: readonly string[]): string[] {
  return publicKeys
    .map((publicKey) => ({ publicKey, weight: sha256Hex(`${publicKey}\n${chunkSha256}`) }))
    .sort((a, b) => (a.weight < b.weight ? 1 : -1))
    .map(({ publicKey }) => publicKey);
}
