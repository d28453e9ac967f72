/** A small real server for players: real signatures, real HTTP, real sockets; and every way to misbehave. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  DEVICE_SOCKET_PATH,
  DeviceMessage,
  HELLO_CONTEXT,
  PlayBatch,
  type ManifestBundle,
  type Play,
  type ServerMessage,
} from '../../core/protocol/device.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';
import type { Manifest, ProgrammeEntry, ProgrammeItem } from '../../core/model/programme.ts';
import {
  addSignature,
  canonicalBytes,
  CHUNK_BYTES,
  PAYLOAD_TYPE,
  toBase64,
  fromBase64,
  nobleVerifier,
  pairingCode,
  payloadSha256,
  rootHash,
  signEnvelope,
  signerFromSeed,
  type Envelope,
  type Renewal,
  type Root,
  type Signer,
} from '../../core/trust/index.ts';

const DAY_MS = 86_400_000;
const CITY = 'Kota Tirtaraya';
const PANEL = { x: 0, y: 0, widthPx: 384, heightPx: 192 };

const newSigner = (): Signer => signerFromSeed(randomBytes(32));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a test asks to be on the screen. */
export interface Wanted {
  id: string;
  bytes?: Buffer;
  type?: 'video/mp4' | 'image/png' | 'image/jpeg';
  text?: string;
  evergreen?: boolean;
  leaseMs?: number;
  airDurationMs?: number;
}

/** How the server misbehaves; cleared with `misbehave({})`. */
export interface Misbehaviour {
  /** Changes a manifest before it is signed. */
  manifest?: (manifest: Manifest) => Manifest;
  manifestSigner?: Signer;
  /** Changes the answer after everything was signed; a string is sent as it is. */
  bundle?: (bundle: ManifestBundle) => unknown;
  /** The manifest's answer never ends, or trickles. */
  body?: 'endless' | 'trickle';
  /** Media answers end after so many bytes. */
  cutMediaAfterBytes?: number;
  corruptMedia?: boolean;
  refusePlays?: boolean;
  /** Plays are stored, but the answer never arrives. */
  losePlaysAnswer?: boolean;
  renewalTimeMs?: number;
}

export class MiniDirector {
  readonly owner = newSigner();
  readonly approver = newSigner();
  readonly publisher = newSigner();
  readonly rootEnvelope: Envelope;
  readonly screenId = 'alun-alun';
  readonly applied: Extract<DeviceMessage, { type: 'applied' }>[] = [];
  readonly statuses: Extract<DeviceMessage, { type: 'status' }>[] = [];
  readonly commandResults: Extract<DeviceMessage, { type: 'command_result' }>[] = [];
  readonly snapshots: Buffer[] = [];
  readonly hellos: Extract<DeviceMessage, { type: 'hello' }>[] = [];
  readonly mediaRequests: { sha256: string; range: string | undefined }[] = [];
  /** Plays by (storeEpoch, sequence), as a server keeps them. */
  readonly plays = new Map<string, Play>();
  /** Plays received, repeats included. */
  playsReceived = 0;
  codeShown: string | null = null;
  port = 0;
  #nowMs: () => number;
  #misbehaviour: Misbehaviour = {};
  #paired = new Set<string>();
  #files = new Map<string, Buffer>();
  #manifest: Manifest | null = null;
  #approvals: Envelope[] = [];
  #http = createServer();
  #sockets = new WebSocketServer({ noServer: true });
  #connections = new Set<Socket>();
  #device: WebSocket | null = null;
  #token = '';
  #watchers = new Set<() => void>();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
    this.rootEnvelope = signEnvelope('root', this.#root(), [this.owner]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get isConnected(): boolean {
    return this.#device !== null;
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
    const nowMs = this.#nowMs();
    const approvals = new Map(wanted.map((one) => [one.id, this.#approve(one)]));
    const items = wanted.map((one) => this.#item(one, approvals.get(one.id)!));
    const media = wanted.flatMap((one) => (one.bytes ? [this.#media(one, approvals.get(one.id)!)] : []));
    this.#manifest = {
      kind: 'manifest',
      schema: 1,
      screenId: this.screenId,
      rootVersion: 1,
      version: (this.#manifest?.version ?? 0) + 1,
      issuedAtMs: Math.round(nowMs),
      expiresAtMs: Math.round(nowMs) + 30 * DAY_MS,
      output: PANEL,
      programme: {
        schema: 1,
        screenId: this.screenId,
        screenName: 'Alun-alun',
        cityName: CITY,
        timeZone: 'Asia/Jakarta',
        dayStartLocal: '04:00',
        operatingHours: null,
        zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * 3_600_000 }] }],
        zones: [
          { id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 160 },
          { id: 'ticker', x: 0, y: 160, widthPx: 384, heightPx: 32 },
        ],
        items,
        entries: items.filter((item) => !item.evergreen).map(entryOf),
        withdrawn: [],
        effectiveFromMs: Math.round(nowMs),
        carryIn: [],
        group: null,
      },
      settings: DEFAULT_PLAYER_SETTINGS,
      media: [...new Map(media.map((file) => [file.sha256, file])).values()],
      ...changes,
    };
    this.#approvals = [...approvals.values()];
    this.send({ type: 'changed', manifestVersion: this.#manifest.version });
    return this.#manifest;
  }

  /** Announces again what is published, e.g. after misbehaving. */
  announce(): void {
    this.send({ type: 'changed', manifestVersion: this.#manifest?.version ?? 1 });
  }

  send(message: ServerMessage): void {
    this.#device?.send(JSON.stringify(message));
  }

  sendRaw(text: string): void {
    this.#device?.send(text);
  }

  cutDevice(): void {
    this.#device?.terminate();
  }

  /** Resolves as soon as the condition holds; looked at after everything that arrives. */
  async until(condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        done();
        resolve();
      };
      const poll = setInterval(look, 20);
      const late = setTimeout(() => {
        done();
        reject(new Error(`never happened: ${what}`));
      }, timeoutMs);
      const done = () => {
        clearInterval(poll);
        clearTimeout(late);
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
    });
  }

  #root(): Root {
    const keys = [this.owner, this.approver, this.publisher].map((one) => one.publicKey);
    const only = (one: Signer) => ({ keyids: [one.publicKey.keyid], threshold: 1 });
    return {
      kind: 'root',
      schema: 1,
      version: 1,
      cityName: CITY,
      demo: true,
      issuedAtMs: Math.round(this.#nowMs()),
      keys,
      holders: [{ keyid: this.approver.publicKey.keyid, userId: 'ketua-tim' }],
      roles: {
        root: only(this.owner),
        approver: only(this.approver),
        publisher: only(this.publisher),
        release: { keyids: [], threshold: 1 },
      },
    };
  }

  #approve(wanted: Wanted): Envelope {
    const { id, bytes, type = 'image/png', text = '' } = wanted;
    const kind = type === 'video/mp4' ? ('video' as const) : ('image' as const);
    const renditions = bytes
      ? [
          {
            kind,
            sha256: sha256(bytes),
            bytes: bytes.length,
            widthPx: 384,
            heightPx: 192,
            fit: 'fill' as const,
          },
        ]
      : [];
    return signEnvelope(
      'approval',
      {
        kind: 'approval',
        schema: 1,
        announcement: {
          announcementId: `a-${id}`,
          revision: 1,
          title: `Judul ${id}`,
          agencyId: 'kominfo',
          script: '',
          tickerText: text,
          outputs: { screen: true, ticker: true, mobile: false },
          areaIds: [],
          validFromMs: 0,
          validUntilMs: 8_000_000_000_000,
          maxPriority: 100,
          emergency: false,
          evergreen: wanted.evergreen ?? false,
          airDurationMs: wanted.airDurationMs ?? 2000,
          leaseMs: wanted.leaseMs ?? 3 * DAY_MS,
          renditions,
        },
        submittedBy: 'pranata-humas',
        approvedBy: 'ketua-tim',
        approvedAtMs: 1,
      },
      [this.approver],
    );
  }

  #item(wanted: Wanted, approval: Envelope): ProgrammeItem {
    const common = {
      id: wanted.id,
      announcementId: `a-${wanted.id}`,
      title: `Judul ${wanted.id}`,
      airDurationMs: wanted.airDurationMs ?? 2000,
      approvalSha256: payloadSha256(approval),
      validFromMs: 0,
      validUntilMs: 8_000_000_000_000,
      emergency: false,
      evergreen: wanted.evergreen ?? false,
    };
    if (wanted.bytes === undefined) return { ...common, kind: 'ticker', text: wanted.text ?? '-' };
    const kind = wanted.type === 'video/mp4' ? ('video' as const) : ('image' as const);
    return { ...common, kind, mediaSha256: sha256(wanted.bytes) };
  }

  #media(
    { bytes = Buffer.alloc(0), type = 'image/png' }: Wanted,
    approval: Envelope,
  ): Manifest['media'][number] {
    const chunkSha256: string[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      chunkSha256.push(sha256(bytes.subarray(at, at + CHUNK_BYTES)));
    }
    this.#files.set(sha256(bytes), bytes);
    return {
      sha256: sha256(bytes),
      bytes: bytes.length,
      type,
      chunkSha256,
      approvalSha256: payloadSha256(approval),
    };
  }

  #greet(device: WebSocket): void {
    const nonce = randomBytes(24).toString('base64');
    device.on('message', (data: Buffer) => {
      this.#take(device, DeviceMessage.parse(JSON.parse(data.toString())), nonce);
      for (const look of this.#watchers) look();
    });
    device.on('error', () => undefined);
    device.on('close', () => {
      if (this.#device === device) this.#device = null;
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
    if (!this.#paired.has(hello.publicKey)) {
      this.codeShown = pairingCode(key, rootHash(this.rootEnvelope));
      this.send({ type: 'unpaired', code: this.codeShown, roots: [this.rootEnvelope] });
      return;
    }
    this.#token = randomBytes(16).toString('hex');
    this.send({
      type: 'welcome',
      screenId: this.screenId,
      token: this.#token,
      manifestVersion: this.#manifest?.version ?? 0,
      rootVersion: 1,
    });
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
      rootVersion: 1,
      leases: [],
    };
    return signEnvelope('renewal', renewal, [this.publisher]);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.headers.authorization !== `Bearer ${this.#token}`) {
      response.writeHead(401).end();
    } else if (url.pathname === '/api/device/manifest') {
      this.#answerManifest(response);
    } else if (url.pathname.startsWith('/api/device/media/')) {
      this.#answerMedia(url.pathname.slice('/api/device/media/'.length), request, response);
    } else if (url.pathname === '/api/device/plays') {
      this.#takePlays(await bodyOf(request), response);
    } else if (url.pathname === '/api/device/snapshot') {
      this.snapshots.push(await bodyOf(request));
      response.writeHead(204).end();
    } else {
      response.writeHead(404).end();
    }
    for (const look of this.#watchers) look();
  }

  #answerManifest(response: ServerResponse): void {
    const { manifest: change, manifestSigner, bundle: changeBundle, body } = this.#misbehaviour;
    if (this.#manifest === null) return void response.writeHead(404).end();
    if (body !== undefined) return void misbehaveBody(response, body);
    const manifest = signAsIs(change?.(this.#manifest) ?? this.#manifest, manifestSigner ?? this.publisher);
    const bundle = { roots: [], manifest, approvals: this.#approvals };
    response.writeHead(200, { 'content-type': 'application/json' });
    const answer = changeBundle?.(bundle) ?? bundle;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  }

  #answerMedia(name: string, request: IncomingMessage, response: ServerResponse): void {
    const { cutMediaAfterBytes, corruptMedia } = this.#misbehaviour;
    const bytes = this.#files.get(name);
    const range = request.headers.range;
    this.mediaRequests.push({ sha256: name, range });
    if (bytes === undefined) return void response.writeHead(404).end();
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const rest = Buffer.from(bytes.subarray(start));
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

const entryOf = (item: ProgrammeItem): ProgrammeEntry => ({
  id: `e-${item.id}`,
  zone: item.kind === 'ticker' ? 'ticker' : 'main',
  itemIds: [item.id],
  timing: {
    startLocal: '2020-01-01T00:00:00',
    timeZone: 'Asia/Jakarta',
    durationMs: DAY_MS,
    rrule: 'FREQ=DAILY',
    rdates: [],
    exdates: [],
    windows: [],
  },
  rules: {
    priority: 50,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: false,
    shuffle: false,
  },
  mask: false,
});

/** Signs even what the schema would refuse, as a hostile holder of the key could. */
function signAsIs(manifest: Manifest, signer: Signer): Envelope {
  const payload = toBase64(canonicalBytes(manifest));
  return addSignature({ payloadType: PAYLOAD_TYPE.manifest, payload, signatures: [] }, signer);
}

function misbehaveBody(response: ServerResponse, how: 'endless' | 'trickle'): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = () => {
    if (response.destroyed) clearInterval(timer);
    else if (how === 'trickle') response.write(' ');
    else while (response.write(Buffer.alloc(1024 * 1024, 32)));
  };
  const timer = setInterval(more, how === 'trickle' ? 50 : 5);
  response.on('close', () => clearInterval(timer));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
