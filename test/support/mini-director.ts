/** A small real server for players: real signatures, real HTTP, real sockets; and every way to misbehave. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  CLOSE,
  DEVICE_SOCKET_PATH,
  DeviceMessage,
  HELLO_CONTEXT,
  PlayBatch,
  type Play,
  type ServerMessage,
} from '../../core/protocol/device.ts';
import type { Manifest } from '../../core/model/programme.ts';
import {
  fromBase64,
  nobleVerifier,
  pairingCode,
  rootHash,
  signEnvelope,
  type Envelope,
  type Renewal,
  type Root,
  type Signer,
} from '../../core/trust/index.ts';
import { firstRoot, newSigner, nextRoot } from './director/city-root.ts';
import { Arrivals, bodyOf } from './director/arrivals.ts';
import { LanSite } from './director/lan-site.ts';
import { misbehaveBody, signAsIs, type Misbehaviour } from './director/misbehaviour.ts';
import { approvalOf, manifestOf, sha256, type Wanted } from './director/wanted.ts';

export type { Misbehaviour } from './director/misbehaviour.ts';
export type { Wanted } from './director/wanted.ts';

export class MiniDirector {
  readonly owner = newSigner();
  readonly approver = newSigner();
  readonly publisher = newSigner();
  /** The first root, which players pin. */
  readonly rootEnvelope: Envelope;
  /** Another one from here on, as after the device was bound anew. */
  screenId = 'alun-alun';
  readonly applied: Extract<DeviceMessage, { type: 'applied' }>[] = [];
  readonly statuses: Extract<DeviceMessage, { type: 'status' }>[] = [];
  readonly commandResults: Extract<DeviceMessage, { type: 'command_result' }>[] = [];
  readonly snapshots: Buffer[] = [];
  /** What each snapshot was said to be of. */
  readonly snapshotSources: string[] = [];
  /** Logs received, packed. */
  readonly logs: Buffer[] = [];
  readonly hellos: Extract<DeviceMessage, { type: 'hello' }>[] = [];
  /** Bytes of media handed to players' sockets. */
  mediaBytesSent = 0;
  readonly mediaRequests: { sha256: string; range: string | undefined }[] = [];
  /** Plays by (storeEpoch, sequence), as a server keeps them. */
  readonly plays = new Map<string, Play>();
  /** Plays received, repeats included. */
  playsReceived = 0;
  codeShown: string | null = null;
  /** Bytes of answers that never end, as far as they were taken. */
  badBytesSent = 0;
  port = 0;
  #root: Root;
  /** Roots after the first. */
  #laterRoots: { version: number; envelope: Envelope }[] = [];
  #publishers: readonly Signer[];
  #nowMs: () => number;
  #misbehaviour: Misbehaviour = {};
  #paired = new Set<string>();
  #files = new Map<string, Buffer>();
  #manifest: Manifest | null = null;
  #approvals: Envelope[] = [];
  #http = createServer();
  #sockets = new WebSocketServer({ noServer: true });
  #connections = new Set<Socket>();
  /** The one that said hello last, and all that did. */
  #device: WebSocket | null = null;
  #devices = new Map<WebSocket, { publicKey: string }>();
  #tokens = new Set<string>();
  /** All players stand at one site. */
  readonly #lan = new LanSite();
  readonly #arrivals = new Arrivals();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
    this.#root = firstRoot(this, nowMs());
    this.#publishers = [this.publisher];
    this.rootEnvelope = signEnvelope('root', this.#root, [this.owner]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The newest root. */
  get root(): Root {
    return this.#root;
  }

  get isConnected(): boolean {
    return this.#device !== null;
  }

  get isListening(): boolean {
    return this.#http.listening;
  }

  /** Listens, on the port of before if there was one. */
  async start(): Promise<void> {
    this.#http = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.destroy(error as Error);
      });
    });
    this.#sockets = new WebSocketServer({ noServer: true });
    this.#http.on('connection', (socket: Socket) => {
      this.#connections.add(socket);
      socket.on('close', () => this.#connections.delete(socket));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      if (request.url !== DEVICE_SOCKET_PATH) socket.destroy();
      else this.#sockets.handleUpgrade(request, socket, head, (device) => this.#greet(device));
    });
    await new Promise<void>((resolve) => this.#http.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.#http.address() as AddressInfo).port;
  }

  /** Cuts every connection, as a pulled cable or a restart would. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    for (const socket of this.#connections) socket.destroy();
    this.#device = null;
    await closed;
  }

  misbehave(how: Misbehaviour): void {
    this.#misbehaviour = how;
  }

  /** A person compared the code and bound the device to the screen. */
  pair(): void {
    const publicKey = this.hellos.at(-1)?.publicKey;
    if (publicKey === undefined) throw new Error('no device has said hello');
    this.#paired.add(publicKey);
    this.#device?.close(1000);
  }

  /** Signs and announces a manifest with these on all day in equal shares. */
  publish(wanted: readonly Wanted[], changes: Partial<Manifest> = {}): Manifest {
    const approvals = new Map(wanted.map((one) => [one.id, approvalOf(one, this.approver)]));
    for (const { bytes } of wanted) if (bytes) this.#files.set(sha256(bytes), bytes);
    const facts = {
      screenId: this.screenId,
      rootVersion: this.#root.version,
      version: (this.#manifest?.version ?? 0) + 1,
      nowMs: this.#nowMs(),
    };
    this.#manifest = { ...manifestOf(wanted, approvals, facts), ...changes };
    this.#approvals = [...approvals.values()];
    this.send({ type: 'changed', manifestVersion: this.#manifest.version });
    return this.#manifest;
  }

  /** Announces again what is published, e.g. after misbehaving. */
  announce(): void {
    this.send({ type: 'changed', manifestVersion: this.#manifest?.version ?? 1 });
  }

  /**
   * The root's owners take the publishing keys away and name new ones, all of which sign from here on. Players are
   * told with the next manifest; `version` is the next one unless a root is to be skipped.
   */
  rotate(
    publishers: readonly Signer[] = [newSigner()],
    options: { threshold?: number; version?: number } = {},
  ): void {
    const threshold = options.threshold ?? publishers.length;
    this.#root = nextRoot(this.#root, publishers, threshold, options.version);
    this.#publishers = publishers;
    const envelope = signEnvelope('root', this.#root, [this.owner]);
    this.#laterRoots.push({ version: this.#root.version, envelope });
  }

  /** To every player that said hello. */
  send(message: ServerMessage): void {
    for (const device of this.#devices.keys()) device.send(JSON.stringify(message));
  }

  sendRaw(text: string): void {
    this.#device?.send(text);
  }

  cutDevice(): void {
    this.#device?.terminate();
  }

  /** Resolves as soon as the condition holds; looked at after everything that arrives. */
  until(condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
    return this.#arrivals.until(condition, what, timeoutMs);
  }

  #greet(device: WebSocket): void {
    const nonce = randomBytes(24).toString('base64');
    device.on('message', (data: Buffer) => {
      this.#take(device, DeviceMessage.parse(JSON.parse(data.toString())), nonce);
      this.#arrivals.look();
    });
    device.on('error', () => undefined);
    device.on('close', () => {
      if (this.#device === device) this.#device = null;
      const left = this.#devices.get(device);
      this.#devices.delete(device);
      if (left) this.#lan.left(device, left.publicKey);
    });
    device.send(JSON.stringify({ type: 'challenge', nonce } satisfies ServerMessage));
  }

  #take(device: WebSocket, message: DeviceMessage, nonce: string): void {
    switch (message.type) {
      case 'hello':
        this.#hello(device, message, nonce);
        return;
      case 'clock': {
        const t1Ms = this.#nowMs();
        device.send(JSON.stringify({ type: 'clock', t0Ms: message.t0Ms, t1Ms, t2Ms: this.#nowMs() }));
        return;
      }
      case 'renew':
        device.send(JSON.stringify({ type: 'renewal', envelope: this.#renewal(message.nonce) }));
        return;
      case 'applied':
        this.applied.push(message);
        return;
      case 'status':
        this.statuses.push(message);
        return;
      case 'command_result':
        this.commandResults.push(message);
        return;
      case 'lan_listening':
      case 'lan_file':
        this.#lan.take(device, this.#devices.get(device)?.publicKey ?? '', message);
        return;
    }
  }

  #hello(device: WebSocket, hello: Extract<DeviceMessage, { type: 'hello' }>, nonce: string): void {
    const key = fromBase64(hello.publicKey) ?? new Uint8Array();
    const proof = new TextEncoder().encode(`${HELLO_CONTEXT}\n${nonce}\n${hello.publicKey}`);
    if (!nobleVerifier.verify(fromBase64(hello.signature) ?? new Uint8Array(), proof, key)) {
      device.close(4401);
      return;
    }
    this.hellos.push(hello);
    this.#device = device;
    this.#devices.set(device, hello);
    const send = (message: ServerMessage) => device.send(JSON.stringify(message));
    if (!this.#paired.has(hello.publicKey)) {
      this.codeShown = pairingCode(key, rootHash(this.rootEnvelope));
      send({
        type: 'unpaired',
        code: this.codeShown,
        roots: [this.rootEnvelope, ...this.#laterRoots.map(({ envelope }) => envelope)],
      });
      return;
    }
    const token = randomBytes(16).toString('hex');
    this.#tokens.add(token);
    send({
      type: 'welcome',
      screenId: this.screenId,
      token,
      manifestVersion: this.#manifest?.version ?? 0,
      rootVersion: this.#root.version,
    });
    if (this.#misbehaviour.hangUp) device.close(CLOSE.malformed);
  }

  #renewal(nonce: string): Envelope {
    const serverTimeMs = Math.round(this.#misbehaviour.renewalTimeMs ?? this.#nowMs());
    const renewal: Renewal = {
      kind: 'renewal',
      schema: 1,
      screenId: this.screenId,
      nonce,
      serverTimeMs,
      manifestVersion: this.#manifest?.version ?? 0,
      rootVersion: this.#root.version,
      leases: [],
    };
    return signEnvelope('renewal', renewal, this.#publishers);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (!this.#tokens.has((request.headers.authorization ?? '').replace('Bearer ', ''))) {
      response.writeHead(401).end();
    } else if (url.pathname === '/api/device/manifest') {
      this.#answerManifest(Number(url.searchParams.get('rootVersion')), response);
    } else if (url.pathname.startsWith('/api/device/media/')) {
      this.#answerMedia(url.pathname.slice('/api/device/media/'.length), request, response);
    } else if (url.pathname === '/api/device/plays') {
      this.#takePlays(await bodyOf(request), response);
    } else if (url.pathname === '/api/device/log') {
      this.logs.push(await bodyOf(request));
      response.writeHead(204).end();
    } else if (url.pathname === '/api/device/snapshot') {
      this.snapshots.push(await bodyOf(request));
      this.snapshotSources.push(url.searchParams.get('source') ?? '');
      response.writeHead(204).end();
    } else {
      response.writeHead(404).end();
    }
    this.#arrivals.look();
  }

  #answerManifest(heldRoot: number, response: ServerResponse): void {
    const { manifest: change, manifestSigners, bundle: changeBundle, body } = this.#misbehaviour;
    if (this.#manifest === null) return void response.writeHead(404).end();
    if (body !== undefined)
      return void misbehaveBody(response, body, (bytes) => (this.badBytesSent += bytes));
    const bundle = {
      roots: this.#laterRoots.filter(({ version }) => version > heldRoot).map(({ envelope }) => envelope),
      manifest: signAsIs(change?.(this.#manifest) ?? this.#manifest, manifestSigners ?? this.#publishers),
      approvals: this.#approvals,
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    const answer = changeBundle?.(bundle) ?? bundle;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }

  #answerMedia(name: string, request: IncomingMessage, response: ServerResponse): void {
    const { cutMediaAfterBytes, corruptMedia, mediaBody } = this.#misbehaviour;
    const bytes = this.#files.get(name);
    const range = request.headers.range;
    this.mediaRequests.push({ sha256: name, range });
    if (bytes === undefined) return void response.writeHead(404).end();
    const [, from = 0, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const rest = Buffer.from(bytes.subarray(Number(from), to ? Number(to) + 1 : undefined));
    this.mediaBytesSent += Math.min(rest.length, cutMediaAfterBytes ?? Infinity);
    if (mediaBody !== undefined) {
      const onSent = (sent: number) => (this.badBytesSent += sent);
      return void misbehaveBody(response, mediaBody, onSent, rest);
    }
    if (corruptMedia) rest[rest.length >> 1]! ^= 1;
    response.writeHead(range === undefined ? 200 : 206, { 'content-length': rest.length });
    if (cutMediaAfterBytes === undefined || cutMediaAfterBytes >= rest.length) return void response.end(rest);
    response.write(rest.subarray(0, cutMediaAfterBytes), () => response.destroy());
  }

  #takePlays(body: Buffer, response: ServerResponse): void {
    const { refusePlays, losePlaysAnswer } = this.#misbehaviour;
    if (refusePlays) return void response.writeHead(503).end();
    const batch = PlayBatch.parse(JSON.parse(body.toString()));
    for (const play of batch.plays) this.plays.set(`${batch.storeEpoch}/${play.sequence}`, play);
    this.playsReceived += batch.plays.length;
    if (losePlaysAnswer) return void response.destroy();
    const acknowledgedSequence = Math.max(...batch.plays.map((play) => play.sequence));
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ acknowledgedSequence }));
  }
}
