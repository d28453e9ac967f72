import type { DeviceMessage, ServerMessage } from '../../core/protocol/device.ts';
import { HELLO_CONTEXT, PROTOCOL_VERSION } from '../../core/protocol/device.ts';
import { PROGRAMME_SCHEMA } from '../../core/model/programme.ts';
import { toBase64, type ReleaseRef } from '../../core/trust/index.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { Lan } from '../lan/lan.ts';
import type { Log } from '../log.ts';
import type { OnAir } from '../on-air.ts';
import { Courier } from '../playlog/courier.ts';
import type { PlayLog } from '../playlog/play-log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { Time } from '../time.ts';
import { fullJitterMs } from './backoff.ts';
import type { ServerClock } from './clock.ts';
import { Clockwork } from './clockwork.ts';
import type { Blanking } from './blanking.ts';
import { Commands, type RemoteHands } from './commands.ts';
import { Connection } from './connection.ts';
import type { DeviceApi } from './device-api.ts';
import type { Downloads } from './downloads.ts';
import type { Pairing } from './pairing.ts';
import type { Session } from './session.ts';
import { SingleFlight } from './single-flight.ts';
import type { Snapshots } from './snapshots.ts';
import type { StatusMaker } from './status.ts';
import { updateManifest } from './updater.ts';

const STATUS_EVERY_MS = 10_000;
const STATUS_SOON_MS = 200;

export interface SyncOptions {
  serverUrl: URL;
  software: string;
  /** The signed release this player was started from; null without a launcher. */
  release: ReleaseRef | null;
  store: DeviceStore;
  holding: Holding;
  pairing: Pairing;
  clock: ServerClock;
  time: Time;
  faults: Faults;
  onAir: OnAir;
  playLog: PlayLog;
  api: DeviceApi;
  downloads: Downloads;
  lan: Lan;
  snapshots: Snapshots;
  status: StatusMaker;
  blanking: Blanking;
  hands: RemoteHands;
  /** Called with every change of the connection, null when it is gone. */
  onSession(session: Session | null): void;
  /** What is held or bound has changed. */
  onChange(): void;
  log: Log;
}

/** The server's side of the player: one connection, and all that is done while it stands. */
export class Sync {
  readonly #options: SyncOptions;
  readonly #connection: Connection;
  readonly #clockwork: Clockwork;
  readonly #commands: Commands;
  readonly #update: SingleFlight;
  readonly #courier: Courier;
  #session: Session | null = null;
  #end: AbortController | null = null;
  #retry: NodeJS.Timeout | undefined;
  #attempt = 0;
  #statusSoon: NodeJS.Timeout | null = null;
  #acknowledgedVersion = 0;
  /** What the server last said is newest, and the version of it that was refused. */
  #told = { version: 0, rootVersion: 0 };
  #refusedVersion = 0;
  #refusedAtMs = 0;
  #handling: Promise<void> = Promise.resolve();
  #obeying: Promise<void> = Promise.resolve();

  constructor(options: SyncOptions) {
    this.#options = options;
    const { serverUrl, log, onAir } = options;
    const onFault = (error: unknown) => {
      log.error('sync_fault', { error });
      options.faults.raise('disk_error', error instanceof Error ? error.message : String(error));
    };
    this.#connection = new Connection({ serverUrl, hello: (nonce) => this.#hello(nonce), log });
    this.#clockwork = new Clockwork({
      ...options,
      onRenewed: (renewal) => {
        options.pairing.vouched(renewal);
        // Time went back since: what was expired then may not be.
        if (options.clock.nowMs() < this.#refusedAtMs) this.#refusedVersion = 0;
        this.#newest(renewal.manifestVersion, renewal.rootVersion);
        options.onChange();
      },
    });
    this.#commands = new Commands(options);
    this.#update = new SingleFlight(() => this.#fetchManifest(), onFault);
    this.#courier = new Courier({ ...options, onFault });
    this.#connection.events.on('message', (message) => {
      // At once: waiting for a turn would look like a slow way back.
      if (message.type === 'clock') {
        this.#clockwork.exchanged(message);
        return;
      }
      // One after the other: what is said first may be stored when the next is looked at.
      this.#handling = this.#handling.then(() => this.#take(message)).catch(onFault);
    });
    this.#connection.events.on('closed', () => {
      this.#endSession();
    });
    onAir.events.on('applied', () => {
      this.#acknowledge();
    });
    onAir.events.on('showing', () => {
      this.changed();
      options.snapshots.changed();
    });
  }

  get isConnected(): boolean {
    return this.#session !== null;
  }

  start(): void {
    this.#connection.start();
  }

  /** Greets the server anew. */
  reconnect(): void {
    this.#connection.reconnect();
  }

  /** Something worth reporting: a status follows shortly. */
  changed(): void {
    this.#statusSoon ??= setTimeout(() => {
      this.#statusSoon = null;
      this.#session?.send(this.#options.status.make());
    }, STATUS_SOON_MS);
  }

  /** A play was stored: it is delivered shortly. */
  played(): void {
    this.#courier.soon();
  }

  /** Called after a manifest that the disk had refused was stored at last. */
  stored(): void {
    this.#acknowledge();
  }

  async close(): Promise<void> {
    this.#connection.close();
    this.#endSession();
    if (this.#statusSoon) clearTimeout(this.#statusSoon);
    await this.#handling;
    await this.#obeying;
    await this.#update.idle();
    await this.#courier.close();
  }

  #hello(nonce: string): DeviceMessage {
    const { store, holding, pairing, software, release } = this.#options;
    const signer = store.signer();
    const publicKey = signer.publicKey.ed25519;
    const proof = new TextEncoder().encode(`${HELLO_CONTEXT}\n${nonce}\n${publicKey}`);
    return {
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      publicKey,
      signature: toBase64(signer.sign(proof)),
      software,
      release,
      capabilities: ['video', 'image', 'ticker', 'snapshot'],
      programmeSchema: PROGRAMME_SCHEMA,
      storeEpoch: store.facts.data.storeEpoch,
      manifestVersion: holding.current?.manifest.version ?? 0,
      rootVersion: pairing.rootVersion,
    };
  }

  async #take(message: ServerMessage): Promise<void> {
    const { pairing, onChange } = this.#options;
    switch (message.type) {
      case 'challenge':
        return;
      case 'unpaired':
        await pairing.unpaired(message);
        onChange();
        return;
      case 'welcome':
        if (await pairing.welcomed(message.screenId)) this.#begin(message);
        else this.#connection.reconnect();
        onChange();
        return;
      case 'clock':
        return;
      case 'renewal':
        if (this.#session) await this.#clockwork.renewed(message, this.#session);
        return;
      case 'changed':
        this.#refusedVersion = 0;
        this.#newest(message.manifestVersion, 0);
        return;
      case 'neighbours':
      case 'lan_file':
        this.#options.lan.take(message);
        return;
      case 'command':
        // Beside the messages: a log on its way over a slow line must not keep a withdrawal waiting.
        this.#obeying = this.#obeying.then(() => this.#obey(message));
        return;
    }
  }

  async #obey(message: Extract<ServerMessage, { type: 'command' }>): Promise<void> {
    this.#options.log.info('command', { command: message.command });
    const session = this.#session;
    if (session === null) return;
    const { result, afterwards } = await this.#commands.run(message, session);
    session.send(result);
    this.changed();
    afterwards?.();
  }

  #begin(welcome: Extract<ServerMessage, { type: 'welcome' }>): void {
    this.#endSession();
    const end = new AbortController();
    const session: Session = {
      screenId: welcome.screenId,
      token: welcome.token,
      signal: end.signal,
      send: (message) => {
        this.#connection.send(message);
      },
    };
    this.#end = end;
    this.#session = session;
    this.#connection.settled();
    this.#acknowledgedVersion = 0;
    this.#told = { version: 0, rootVersion: 0 };
    this.#refusedVersion = 0;
    const { downloads, lan, snapshots, onSession, log } = this.#options;
    log.info('welcomed', { screenId: welcome.screenId, manifestVersion: welcome.manifestVersion });
    this.#clockwork.begin(session);
    lan.begin(session);
    downloads.online(session);
    onSession(session);
    snapshots.begin(session);
    this.#newest(welcome.manifestVersion, welcome.rootVersion);
    this.#acknowledge();
    this.#courier.begin(session);
    const reporting = setInterval(() => {
      this.changed();
    }, STATUS_EVERY_MS);
    end.signal.addEventListener('abort', () => {
      clearInterval(reporting);
    });
    this.changed();
  }

  #endSession(): void {
    if (this.#session === null) return;
    this.#end?.abort();
    this.#session = null;
    clearTimeout(this.#retry);
    this.#attempt = 0;
    this.#options.downloads.online(null);
    this.#options.onSession(null);
  }

  /** The server has this: it is fetched unless it is what is held, or what was refused just now. */
  #newest(version: number, rootVersion: number): void {
    this.#told = { version, rootVersion: Math.max(rootVersion, this.#told.rootVersion) };
    if (this.#isBehind() && version !== this.#refusedVersion) this.#update.trigger();
  }

  #isBehind(): boolean {
    const { holding, pairing } = this.#options;
    const { version, rootVersion } = this.#told;
    if (version === 0) return false;
    const current = holding.current?.manifest;
    const isHeld = current?.version === version && current.screenId === this.#session?.screenId;
    return !isHeld || rootVersion > pairing.rootVersion;
  }

  async #fetchManifest(): Promise<void> {
    const session = this.#session;
    if (session === null || !this.#isBehind()) return;
    const told = this.#told.version;
    const outcome = await updateManifest(this.#options, session);
    this.#options.onChange();
    // The page may have agreed while the manifest was still on its way to the disk.
    this.#acknowledge();
    if (outcome.code === 'refused') {
      this.#refusedVersion = told;
      this.#refusedAtMs = this.#options.clock.nowMs();
      session.send({ type: 'applied', manifestVersion: told, refused: outcome.reason });
      this.#attempt = 0;
    } else if (outcome.code === 'retry') {
      if (session.signal.aborted) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(
        () => {
          this.#update.trigger();
        },
        fullJitterMs(this.#attempt, Math.random),
      );
      this.#attempt += 1;
    } else {
      this.#attempt = 0;
    }
    this.changed();
  }

  /** Tells once in a connection that the manifest is stored and is what the page plays from. */
  #acknowledge(): void {
    const { holding, onAir } = this.#options;
    const version = onAir.appliedVersion;
    const current = holding.current?.manifest;
    if (this.#session === null || version === null || version !== current?.version) return;
    // What plays may be of the screen this device was before.
    if (current.screenId !== this.#session.screenId) return;
    if (!holding.isStored || version === this.#acknowledgedVersion) return;
    this.#acknowledgedVersion = version;
    this.#session.send({ type: 'applied', manifestVersion: version, refused: null });
    this.changed();
  }
}
