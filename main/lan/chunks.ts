import { setTimeout as wait } from 'node:timers/promises';
import type { ManifestMedia } from '../../core/model/programme.ts';
import { LAN_HELD_PATH, LAN_PULL_PATH } from '../../core/protocol/lan.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { CHUNK_BYTES } from '../../core/trust/index.ts';
import { sha256Hex, type HashStore } from '../../media/store/index.ts';
import type { Origin } from '../cache/origin.ts';
import type { DownloadRules } from '../cache/rules.ts';
import type { Log } from '../log.ts';
import type { HttpError } from '../sync/http.ts';
import type { Session } from '../sync/session.ts';
import type { LanClient } from './lan-client.ts';
import type { Neighbour, Neighbours } from './neighbours.ts';
import { rankFor } from './rendezvous.ts';

/** A neighbour that is still at it is waited for so long, as a chunk takes at 70 kbit/s; then the server is asked. */
const DELIVERY_MS = 120_000;
/** Neighbours asked for one chunk before the server is. */
const ATTEMPTS = 3;
/** One that has not heard of us yet, because both were told of each other just now, is asked again. */
const REFUSED_AGAIN_MS = 500;
const REFUSED_ATTEMPTS = 6;
/** Chunks kept in memory after they came: neighbours ask for the same ones at about the same time. */
const RECENT = 16;

type Chunk = Result<Uint8Array, HttpError>;

/** A chunk this player brings itself; `fromServer` once nobody else was found to have it. */
interface Errand {
  sha256: string;
  fromServer: boolean;
  stop: AbortController;
  done: Promise<Chunk>;
}

export interface ChunksOptions {
  media: Pick<HashStore, 'readChunk'>;
  origin: Pick<Origin, 'chunk'>;
  rules: Pick<DownloadRules, 'holdsBack'>;
  neighbours: Neighbours;
  client: LanClient;
  /** This player's own key. */
  publicKey(): string;
  /** Neighbours whose manifest names the file. */
  namersOf(sha256: string): Promise<readonly string[]>;
  log: Log;
}

/**
 * Brings chunks so that each comes over the site's link once. For every chunk the players that need it agree without
 * a word on one that fetches it from the server; the others ask that one and wait. Nobody who is asked for a chunk
 * waits for somebody who waits: it has it, is getting it from the server, or gets it from one that has it.
 */
export class Chunks {
  readonly #options: ChunksOptions;
  readonly #errands = new Map<string, Errand>();
  readonly #recent = new Map<string, Uint8Array>();
  /** Brought for this player itself, and not on its disk yet. */
  readonly #unwritten = new Map<string, Uint8Array>();
  /** Of a file, those who said they do not have it after all. */
  readonly #without = new Map<string, Set<string>>();

  constructor(options: ChunksOptions) {
    this.#options = options;
  }

  /** Neighbours or manifests have changed: who lacked a file may have it now. */
  reconsider(): void {
    this.#without.clear();
  }

  /** Gives up what may not be fetched from the server any more. Call it with every tick. */
  refresh(): void {
    for (const { sha256, fromServer, stop } of this.#errands.values()) {
      if (fromServer && this.#options.rules.holdsBack(sha256) !== null) stop.abort();
    }
  }

  /** One verified chunk for this player itself, from whoever is to bring it; `written` is to be told of it. */
  async get(file: ManifestMedia, chunk: number, session: Session, signal: AbortSignal): Promise<Chunk> {
    const came = await this.#bring(file, chunk, session, signal);
    if (came.ok && !signal.aborted) this.#unwritten.set(keyOf(file, chunk), came.value);
    return came;
  }

  /** It is on the disk, or nobody wants it there any more. */
  written(file: ManifestMedia, chunk: number): void {
    this.#unwritten.delete(keyOf(file, chunk));
  }

  async #bring(file: ManifestMedia, chunk: number, session: Session, signal: AbortSignal): Promise<Chunk> {
    const recent = this.#recent.get(file.chunkSha256[chunk] ?? '');
    if (recent) return ok(recent);
    const underWay = this.#errands.get(keyOf(file, chunk));
    if (underWay) return underWay.done;
    const me = this.#options.publicKey();
    const near = await this.#near(file);
    const ranked = rankFor(file.chunkSha256[chunk] ?? '', [me, ...near.keys()]);
    const before = ranked.slice(0, ranked.indexOf(me)).slice(0, ATTEMPTS);
    const both = AbortSignal.any([signal, session.signal, AbortSignal.timeout(DELIVERY_MS)]);
    for (const publicKey of before) {
      const neighbour = near.get(publicKey);
      if (neighbour === undefined) continue;
      const asked = await this.#ask(neighbour, file, chunk, 'pull', both);
      if (asked.code === 'bytes') return ok(asked.bytes);
      // Time was lost: the next one is not waited for.
      if (asked.code === 'silent' || asked.code === 'aborted') break;
    }
    if (signal.aborted || session.signal.aborted) return err({ code: 'network', detail: 'given up' });
    const awake = both.aborted ? [] : [...(await this.#near(file)).values()];
    return this.#errand(file, chunk, session, awake);
  }

  /** For a neighbour: what is here, or comes from the server at this moment. */
  async held(file: ManifestMedia, chunk: number): Promise<Uint8Array | null> {
    const here = await this.#here(file, chunk);
    if (here !== null) return here;
    const errand = this.#errands.get(keyOf(file, chunk));
    if (!errand?.fromServer) return null;
    const came = await errand.done;
    return came.ok ? came.value : null;
  }

  async isHeld(file: ManifestMedia, chunk: number): Promise<boolean> {
    if (this.#errands.get(keyOf(file, chunk))?.fromServer) return true;
    return (await this.#here(file, chunk)) !== null;
  }

  /** For a neighbour that takes this player for the one to bring it. */
  async pull(file: ManifestMedia, chunk: number, session: Session | null): Promise<Uint8Array | null> {
    const here = await this.#here(file, chunk);
    if (here !== null) return here;
    if (session === null || this.#options.rules.holdsBack(file.sha256) !== null) return null;
    const near = await this.#near(file);
    const came = await this.#errand(file, chunk, session, [...near.values()]);
    return came.ok ? came.value : null;
  }

  /** Brings it once, however many ask: from one of these that has it, else from the server. */
  #errand(file: ManifestMedia, chunk: number, session: Session, among: readonly Neighbour[]): Promise<Chunk> {
    const key = keyOf(file, chunk);
    const underWay = this.#errands.get(key);
    if (underWay) return underWay.done;
    const { promise, resolve, reject } = Promise.withResolvers<Chunk>();
    const errand: Errand = {
      sha256: file.sha256,
      fromServer: false,
      stop: new AbortController(),
      done: promise,
    };
    this.#errands.set(key, errand);
    this.#run(errand, file, chunk, session, among)
      .finally(() => this.#errands.delete(key))
      .then(resolve, reject);
    return promise;
  }

  async #run(
    errand: Errand,
    file: ManifestMedia,
    chunk: number,
    session: Session,
    among: readonly Neighbour[],
  ): Promise<Chunk> {
    const held = await this.#fromHolder(file, chunk, errand.stop.signal, among);
    if (held !== null) return ok(held);
    const why = this.#options.rules.holdsBack(file.sha256);
    if (why !== null) return err({ code: 'network', detail: `no neighbour has chunk ${chunk}, and ${why}` });
    errand.fromServer = true;
    const answer = await this.#options.origin.chunk(file, chunk, session, errand.stop.signal);
    if (!answer.ok) return answer;
    if (!this.#keep(file, chunk, answer.value)) {
      return err({ code: 'network', detail: `chunk ${chunk} is another` });
    }
    return answer;
  }

  async #fromHolder(
    file: ManifestMedia,
    chunk: number,
    stop: AbortSignal,
    among: readonly Neighbour[],
  ): Promise<Uint8Array | null> {
    if (among.length === 0) return null;
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, stop, AbortSignal.timeout(DELIVERY_MS)]);
    const holder = await firstOf(
      among.map(async (one) => {
        const asked = await this.#ask(one, file, chunk, 'has', signal);
        return asked.code === 'bytes' ? one : null;
      }),
    );
    enough.abort();
    if (holder === null) return null;
    const late = AbortSignal.any([stop, AbortSignal.timeout(DELIVERY_MS)]);
    const asked = await this.#ask(holder, file, chunk, 'held', late);
    return asked.code === 'bytes' ? asked.bytes : null;
  }

  /** What a neighbour says, verified, and what that makes of the neighbour. */
  async #ask(
    to: Neighbour,
    file: ManifestMedia,
    chunk: number,
    what: 'pull' | 'held' | 'has',
    signal: AbortSignal,
  ) {
    const { client, neighbours, log } = this.#options;
    const path = `${what === 'pull' ? LAN_PULL_PATH : LAN_HELD_PATH}${file.sha256}/${chunk}`;
    const method = what === 'has' ? 'HEAD' : 'GET';
    const request = { method, path, maxBytes: CHUNK_BYTES, mayTakeLong: what === 'pull' } as const;
    let answer = await client.ask(to, request, signal);
    for (let again = 0; answer.code === 'refused' && again < REFUSED_ATTEMPTS; again += 1) {
      await later(REFUSED_AGAIN_MS, signal);
      answer = await client.ask(to, request, signal);
    }
    switch (answer.code) {
      case 'bytes':
        neighbours.answered(to.publicKey);
        if (what === 'has' || this.#keep(file, chunk, answer.bytes)) return answer;
        log.warn('neighbour_sent_another_chunk', { address: to.address, sha256: file.sha256, chunk });
        neighbours.failed(to.publicKey);
        return { code: 'gone' } as const;
      case 'absent':
        if (what === 'pull') this.#noteWithout(file.sha256, to.publicKey);
        return answer;
      case 'gone':
        log.info('neighbour_gone', { address: to.address });
        neighbours.failed(to.publicKey);
        return answer;
      case 'silent':
        log.info('neighbour_silent', { address: to.address });
        neighbours.silent(to.publicKey, answer.forMs);
        return answer;
      default:
        return answer;
    }
  }

  /** Neighbours worth asking for this file, by key. */
  async #near(file: ManifestMedia): Promise<Map<string, Neighbour>> {
    const namers = new Set(await this.#options.namersOf(file.sha256));
    const without = this.#without.get(file.sha256);
    return new Map(
      this.#options.neighbours
        .awake()
        .filter(({ publicKey }) => namers.has(publicKey) && !without?.has(publicKey))
        .map((one) => [one.publicKey, one]),
    );
  }

  #noteWithout(sha256: string, publicKey: string): void {
    const known = this.#without.get(sha256) ?? new Set();
    this.#without.set(sha256, known.add(publicKey));
  }

  async #here(file: ManifestMedia, chunk: number): Promise<Uint8Array | null> {
    const recent = this.#recent.get(file.chunkSha256[chunk] ?? '');
    const here = recent ?? this.#unwritten.get(keyOf(file, chunk));
    return here ?? this.#options.media.readChunk(file, chunk);
  }

  /** True for the chunk's own bytes, which are then kept for a while. */
  #keep(file: ManifestMedia, chunk: number, bytes: Uint8Array): boolean {
    const sha256 = file.chunkSha256[chunk];
    if (sha256 === undefined || sha256Hex(bytes) !== sha256) return false;
    this.#recent.delete(sha256);
    this.#recent.set(sha256, bytes);
    const oldest = this.#recent.keys().next().value;
    if (this.#recent.size > RECENT && oldest !== undefined) this.#recent.delete(oldest);
    return true;
  }
}

const keyOf = (file: ManifestMedia, chunk: number): string => `${file.sha256}/${chunk}`;

/** Resolves after this time, or when the signal is aborted. */
const later = (afterMs: number, signal: AbortSignal): Promise<void> =>
  wait(afterMs, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

/** The first that is not null, as soon as it is there; null when all are. */
async function firstOf<T>(all: readonly Promise<T | null>[]): Promise<T | null> {
  return Promise.any(
    all.map(async (one) => {
      const value = await one;
      if (value === null) throw new Error('none');
      return value;
    }),
  ).catch((error: unknown) => {
    if (error instanceof AggregateError) return null;
    throw error;
  });
}
