import { createHash, type Hash } from 'node:crypto';
import { CHUNK_BYTES } from '../../core/trust/index.ts';

/** A file named by its content. */
export interface StoredFile {
  sha256: string;
  bytes: number;
  /** SHA-256 of each 1 MiB chunk in order; the last may be shorter. */
  chunkSha256: readonly string[];
}

/** Hashes a stream as a whole and in chunks at the same time, without holding any of it. */
export class ChunkedHash {
  readonly #whole = createHash('sha256');
  #chunk: Hash = createHash('sha256');
  #bytes = 0;
  readonly #chunkSha256: string[] = [];

  get bytes(): number {
    return this.#bytes;
  }

  /** Chunks completed so far. */
  get chunkSha256(): readonly string[] {
    return this.#chunkSha256;
  }

  update(bytes: Uint8Array): void {
    this.#whole.update(bytes);
    for (let at = 0; at < bytes.length;) {
      const missing = CHUNK_BYTES - (this.#bytes % CHUNK_BYTES);
      const piece = bytes.subarray(at, at + missing);
      this.#chunk.update(piece);
      this.#bytes += piece.length;
      at += piece.length;
      if (this.#bytes % CHUNK_BYTES === 0) this.#endChunk();
    }
  }

  /** Ends the stream; may be called once. */
  finish(): StoredFile {
    if (this.#bytes % CHUNK_BYTES > 0) this.#endChunk();
    return { sha256: this.#whole.digest('hex'), bytes: this.#bytes, chunkSha256: this.#chunkSha256 };
  }

  #endChunk(): void {
    this.#chunkSha256.push(this.#chunk.digest('hex'));
    this.#chunk = createHash('sha256');
  }
}

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');
