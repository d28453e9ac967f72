/** A player as the server sees it: a real socket, a real key, and core's own checks on everything it is given. */
import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { getManifest, postPlays } from '../../core/api/device.ts';
import { urlOf } from '../../core/api/url.ts';
import type { Manifest } from '../../core/model/programme.ts';
import {
  DEVICE_SOCKET_PATH,
  HELLO_CONTEXT,
  ManifestBundle,
  PROTOCOL_VERSION,
  ServerMessage,
  type DeviceMessage,
  type PlayBatch,
} from '../../core/protocol/device.ts';
import {
  checkCoverage,
  checkManifest,
  checkRoot,
  openPinnedRoot,
  rootHash,
  type Root,
} from '../../core/trust/index.ts';

type MessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

const WAIT_MS = 5000;

export class DeviceClient {
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly publicKey: string;
  /** Hash of the root pinned at pairing. */
  pinnedSha256 = '';
  /** Of the last connection, once it is closed. */
  closeCode: number | null = null;
  readonly #arrived = new EventEmitter();
  #socket: WebSocket | null = null;
  #inbox: ServerMessage[] = [];
  /** Newest root held; pinned from the first `unpaired`. */
  root: Root | null = null;
  token = '';
  screenId = '';
  manifestVersion = 0;

  constructor(origin: string, key: KeyObject = generateKeyPairSync('ed25519').privateKey) {
    this.#origin = origin;
    this.#key = key;
    const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
    this.publicKey = spki.subarray(-32).toString('base64');
  }

  /** The same device, connecting once more, with what it trusts and holds. */
  twin(origin = this.#origin): DeviceClient {
    const twin = new DeviceClient(origin, this.#key);
    twin.root = this.root;
    twin.manifestVersion = this.manifestVersion;
    return twin;
  }

  /** Connects and says hello; answers what the server makes of it. */
  async connect(hello: Partial<Extract<DeviceMessage, { type: 'hello' }>> = {}): Promise<ServerMessage> {
    const { nonce } = await this.open();
    this.send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      publicKey: this.publicKey,
      signature: this.prove(nonce),
      software: 'test',
      release: null,
      capabilities: [],
      programmeSchema: 1,
      storeEpoch: 'epoch1',
      manifestVersion: this.manifestVersion,
      rootVersion: this.root?.version ?? 0,
      ...hello,
    });
    const answer = await this.next('unpaired', 'welcome');
    if (answer.type === 'unpaired') this.#pin(answer);
    else this.#enter(answer);
    return answer;
  }

  /** Connects without a word. */
  async open(): Promise<MessageOf<'challenge'>> {
    const url = new URL(DEVICE_SOCKET_PATH, this.#origin.replace('http', 'ws'));
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#inbox = [];
    socket.on('message', (data: Buffer) => {
      this.#inbox.push(ServerMessage.parse(JSON.parse(data.toString('utf8'))));
      this.#arrived.emit('message');
    });
    this.closeCode = null;
    socket.once('close', (code) => {
      this.closeCode = code;
      this.#arrived.emit('closed');
    });
    await once(socket, 'open');
    return this.next('challenge');
  }

  prove(nonce: string): string {
    return sign(null, Buffer.from(`${HELLO_CONTEXT}\n${nonce}\n${this.publicKey}`), this.#key).toString(
      'base64',
    );
  }

  /** Waits for the welcome that follows a claim. */
  async welcomed(): Promise<MessageOf<'welcome'>> {
    const welcome = await this.next('welcome');
    this.#enter(welcome);
    return welcome;
  }

  /** The next message of one of these types, also one that has come already. */
  async next<T extends ServerMessage['type']>(...types: T[]): Promise<MessageOf<T>> {
    const deadline = AbortSignal.timeout(WAIT_MS);
    for (;;) {
      const at = this.#inbox.findIndex(({ type }) => types.some((wanted) => wanted === type));
      if (at >= 0) return this.#inbox.splice(at, 1)[0] as MessageOf<T>;
      if (this.closeCode !== null) throw new Error(`closed with ${this.closeCode}`);
      await Promise.race([
        once(this.#arrived, 'message', { signal: deadline }),
        once(this.#arrived, 'closed', { signal: deadline }),
      ]);
    }
  }

  send(message: DeviceMessage): void {
    this.sendRaw(JSON.stringify(message));
  }

  sendRaw(data: string | Buffer): void {
    this.#socket?.send(data);
  }

  /** Code and reason of the close. */
  async closed(): Promise<{ code: number; reason: string }> {
    if (this.#socket === null) throw new Error('never connected');
    const [code, reason] = (await once(this.#socket, 'close', {
      signal: AbortSignal.timeout(WAIT_MS),
    })) as [number, Buffer];
    return { code, reason: reason.toString('utf8') };
  }

  async disconnect(): Promise<void> {
    if (this.#socket === null || this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await Promise.race([closed, wait(WAIT_MS)]);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...(init.headers as Record<string, string>) };
    return fetch(this.#origin + path, { ...init, headers });
  }

  /** The newest manifest, after every check a player makes; throws what a check refuses. */
  async fetchManifest(): Promise<Manifest> {
    const query = { rootVersion: this.root?.version ?? 0 };
    const response = await this.fetch(urlOf(getManifest, { query }));
    if (!response.ok) throw new Error(`manifest: ${response.status}`);
    const bundle = ManifestBundle.parse(await response.json());
    if (this.root === null) throw new Error('no root pinned');
    const root = checkRoot(this.root, bundle.roots);
    if (!root.ok) throw new Error(`root: ${root.error.code}`);
    this.root = root.value;
    const checked = checkManifest(bundle.manifest, root.value, {
      screenId: this.screenId,
      highestRootVersion: 0,
      highestManifestVersion: this.manifestVersion,
      nowMs: Date.now(),
    });
    if (!checked.ok) throw new Error(`manifest: ${checked.error.code} ${checked.error.detail}`);
    const manifest = checked.value.statement;
    const covered = checkCoverage(manifest, bundle.approvals, root.value);
    if (!covered.ok) throw new Error(`coverage: ${covered.error.detail}`);
    this.manifestVersion = manifest.version;
    return manifest;
  }

  /** Fetches, checks and acknowledges. */
  async apply(): Promise<Manifest> {
    const manifest = await this.fetchManifest();
    this.send({ type: 'applied', manifestVersion: manifest.version, refused: null });
    return manifest;
  }

  async deliver(batch: PlayBatch): Promise<number> {
    const response = await this.fetch(postPlays.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(batch),
    });
    return postPlays.response.parse(await response.json()).acknowledgedSequence;
  }

  #pin({ roots }: MessageOf<'unpaired'>): void {
    const newest = roots.at(-1);
    const opened = newest === undefined ? null : openPinnedRoot(newest, rootHash(newest));
    if (opened?.ok !== true) throw new Error('no root to pin');
    this.root = opened.value;
    if (newest !== undefined) this.pinnedSha256 = rootHash(newest);
  }

  #enter({ screenId, token }: MessageOf<'welcome'>): void {
    this.screenId = screenId;
    this.token = token;
  }
}
