import type { ManifestMedia } from '../../core/model/programme.ts';
import { ok, type Result } from '../../core/model/result.ts';
import type { ServerMessage } from '../../core/protocol/device.ts';
import { CHUNK_BYTES, type Signer } from '../../core/trust/index.ts';
import type { HashStore } from '../../media/store/index.ts';
import type { Incoming, MediaSource, Origin } from '../cache/origin.ts';
import type { DownloadRules } from '../cache/rules.ts';
import type { Log } from '../log.ts';
import { HttpFailure, type HttpError } from '../sync/http.ts';
import type { Session } from '../sync/session.ts';
import { Doorkeeper } from './authority.ts';
import { Chunks } from './chunks.ts';
import { machineInterface, type LanInterface } from './interface.ts';
import { LanClient } from './lan-client.ts';
import { startLanServer, type LanServer } from './lan-server.ts';
import { Neighbours } from './neighbours.ts';

/** Chunks of one file brought at the same time, in memory until their turn. */
const AHEAD = 4;
/** What the server has to say about neighbours is waited for so long before a download begins without them. */
const TOLD_WITHIN_MS = 5000;
/** A neighbour may hear of a new manifest a little earlier than this player: its question waits so long. */
const NAMED_WITHIN_MS = 10_000;

export interface LanOptions {
  origin: Pick<Origin, 'chunk'>;
  rules: Pick<DownloadRules, 'holdsBack'>;
  media: Pick<HashStore, 'readChunk'>;
  /** Files a kept manifest names: nothing else is served. */
  files(): ReadonlyMap<string, ManifestMedia>;
  /** Whether the manifest has sharing on. */
  isOn(): boolean;
  signer(): Signer;
  nowMs(): number;
  monotonicMs(): number;
  interface: LanInterface | undefined;
  log: Log;
}

/** A question to the server who is given a file. */
interface Asked {
  isAnswered: boolean;
  answers: Promise<readonly string[]>;
  answer(publicKeys: readonly string[]): void;
}

type Told = Extract<ServerMessage, { type: 'neighbours' | 'lan_file' }>;

/** Fetching from and serving to enrolled players of the same site, while the manifest has it on. */
export class Lan implements MediaSource {
  readonly #options: LanOptions;
  readonly #interface: LanInterface;
  readonly #neighbours: Neighbours;
  readonly #client: LanClient;
  readonly #chunks: Chunks;
  #session: Session | null = null;
  #server: LanServer | null = null;
  #switching: Promise<void> = Promise.resolve();
  #isWanted = false;
  #isTold = Promise.withResolvers<undefined>();
  /** What the server said of files asked for, until neighbours or manifests change. */
  readonly #namers = new Map<string, Asked>();
  readonly #waitingForName = new Set<() => void>();
  #namesBefore = '';

  constructor(options: LanOptions) {
    this.#options = options;
    this.#interface = options.interface ?? machineInterface;
    this.#neighbours = new Neighbours({
      subnets: () => this.#interface.subnets(),
      monotonicMs: options.monotonicMs,
    });
    this.#client = new LanClient(options);
    this.#chunks = new Chunks({
      ...options,
      neighbours: this.#neighbours,
      client: this.#client,
      publicKey: () => options.signer().publicKey.ed25519,
      namersOf: (sha256) => this.#namersOf(sha256),
    });
  }

  get isOn(): boolean {
    return this.#options.isOn();
  }

  mayBeFree(): boolean {
    return this.isOn && this.#neighbours.awake().length > 0;
  }

  /** Opens or closes the port as the manifest says, and lets those wait no longer who waited for a file's name. */
  refresh(): void {
    const { isOn, files } = this.#options;
    this.#chunks.refresh();
    const names = [...files().keys()].sort().join();
    if (names !== this.#namesBefore) {
      this.#namesBefore = names;
      this.#forgetNamers();
      this.#chunks.reconsider();
      for (const look of this.#waitingForName) look();
    }
    if (isOn() === this.#isWanted) return;
    this.#isWanted = isOn();
    this.#switching = this.#switching.then(() => this.#switch());
  }

  /** A connection to the server stands: it is told where this player listens. */
  begin(session: Session): void {
    this.#session = session;
    this.#isTold = Promise.withResolvers<undefined>();
    this.#forgetNamers();
    session.signal.addEventListener('abort', () => {
      if (this.#session === session) this.#session = null;
    });
    if (this.#server !== null) this.#say();
  }

  take(message: Told): void {
    if (message.type === 'neighbours') {
      this.#neighbours.told(message.peers);
      this.#forgetNamers();
      this.#chunks.reconsider();
      this.#isTold.resolve(undefined);
    } else {
      this.#namers.get(message.sha256)?.answer(message.publicKeys);
    }
  }

  async open(
    file: ManifestMedia,
    startByte: number,
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<Incoming, HttpError>> {
    const isTold = this.#isTold;
    await within(isTold.promise, TOLD_WITHIN_MS, undefined);
    // A server that says nothing is waited for once.
    isTold.resolve(undefined);
    return ok({ fromStart: false, body: this.#inOrder(file, startByte / CHUNK_BYTES, session, signal) });
  }

  async close(): Promise<void> {
    this.#isWanted = false;
    this.#switching = this.#switching.then(() => this.#switch());
    await this.#switching;
    this.#client.close();
  }

  async *#inOrder(
    file: ManifestMedia,
    first: number,
    session: Session,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const leaving = new AbortController();
    const until = AbortSignal.any([signal, leaving.signal]);
    const ahead: Promise<Result<Uint8Array, HttpError>>[] = [];
    let next = first;
    let turn = first;
    try {
      for (;;) {
        while (ahead.length < AHEAD && next < file.chunkSha256.length) {
          ahead.push(this.#chunks.get(file, next, session, until));
          next += 1;
        }
        const chunk = await ahead.shift();
        if (chunk === undefined) return;
        if (!chunk.ok) throw new HttpFailure(chunk.error);
        yield chunk.value;
        this.#chunks.written(file, turn);
        turn += 1;
      }
    } finally {
      leaving.abort();
      await Promise.allSettled(ahead);
      for (let chunk = turn; chunk < next; chunk += 1) this.#chunks.written(file, chunk);
    }
  }

  async #switch(): Promise<void> {
    const { log, monotonicMs, nowMs, signer } = this.#options;
    if (!this.#isWanted) {
      const server = this.#server;
      this.#server = null;
      this.#session?.send({ type: 'lan_listening', listening: null });
      await server?.close();
      return;
    }
    if (this.#server !== null) return;
    const doorkeeper = new Doorkeeper({
      publicKey: () => signer().publicKey.ed25519,
      isEnrolled: (publicKey) => this.#neighbours.isEnrolled(publicKey),
      nowMs,
    });
    try {
      this.#server = await startLanServer({
        ...{ host: this.#interface.host, port: this.#interface.port, doorkeeper, monotonicMs, log },
        held: async (sha256, chunk) => {
          const file = this.#named(sha256, chunk);
          return file && this.#chunks.held(file, chunk);
        },
        isHeld: async (sha256, chunk) => {
          const file = this.#named(sha256, chunk);
          return file !== null && this.#chunks.isHeld(file, chunk);
        },
        pull: async (sha256, chunk) => {
          await this.#untilNamed(sha256);
          const file = this.#named(sha256, chunk);
          return file && this.#chunks.pull(file, chunk, this.#session);
        },
      });
      this.#say();
    } catch (error) {
      log.warn('lan_not_listening', { error });
      this.#isTold.resolve(undefined);
    }
  }

  /** Tells the server where to find this player; it answers with the neighbours. */
  #say(): void {
    if (this.#session === null || this.#server === null) return;
    const addresses = this.#interface.subnets().map(({ address }) => address);
    const listening =
      addresses.length === 0 ? null : { port: this.#server.port, addresses: addresses.slice(0, 8) };
    this.#session.send({ type: 'lan_listening', listening });
    if (listening === null) this.#isTold.resolve(undefined);
  }

  #named(sha256: string, chunk: number): ManifestMedia | null {
    const file = this.#options.files().get(sha256);
    return file !== undefined && chunk < file.chunkSha256.length ? file : null;
  }

  /** Resolves once a manifest names the file, or after a while. */
  async #untilNamed(sha256: string): Promise<void> {
    const { files } = this.#options;
    if (files().has(sha256)) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const look = () => {
      if (files().has(sha256)) resolve(undefined);
    };
    this.#waitingForName.add(look);
    await within(promise, NAMED_WITHIN_MS, undefined);
    this.#waitingForName.delete(look);
  }

  /** What was answered may be different now; what was only asked is answered as it is now. */
  #forgetNamers(): void {
    for (const [sha256, { isAnswered }] of this.#namers) if (isAnswered) this.#namers.delete(sha256);
  }

  #namersOf(sha256: string): Promise<readonly string[]> {
    const known = this.#namers.get(sha256);
    if (known) return known.answers;
    if (this.#session === null || this.#server === null) return Promise.resolve([]);
    const { promise, resolve } = Promise.withResolvers<readonly string[]>();
    const asked: Asked = {
      isAnswered: false,
      answers: within(promise, TOLD_WITHIN_MS, []),
      answer(publicKeys) {
        asked.isAnswered = true;
        resolve(publicKeys);
      },
    };
    this.#namers.set(sha256, asked);
    this.#session.send({ type: 'lan_file', sha256 });
    return asked.answers;
  }
}

/** What the promise brings, or something else when it takes too long. */
async function within<T>(promise: Promise<T>, patienceMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
