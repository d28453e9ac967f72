/** One player's connection: it proves its key, is let in or shows a pairing code, and then reports and asks. */
import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import {
  CLOSE,
  DeviceMessage,
  HELLO_CONTEXT,
  PROTOCOL_VERSION,
  type ServerMessage,
} from '../../core/protocol/device.ts';
import {
  fromBase64,
  keyIdOf,
  nobleVerifier,
  pairingCode,
  PUBLIC_KEY_BYTES,
  rootHash,
} from '../../core/trust/index.ts';
import { handleReport } from '../devices/handle-report.ts';
import { findDevice, noteSeen } from '../devices/device-store.ts';
import type { DeviceLine, PairedConnection } from '../devices/hub.ts';
import { welcomeFacts } from '../devices/welcome.ts';
import type { DirectorServices } from '../director-services.ts';
import { noteSoftware } from '../releases/note-software.ts';
import { closeSocket, jsonOf, sendJson } from './line.ts';
import { messageBudget } from './message-budget.ts';

type Hello = Extract<DeviceMessage, { type: 'hello' }>;

/** A player that has not said hello by then is none. */
const HELLO_TIMEOUT_MS = 10_000;
const NONCE_BYTES = 32;
/** Most roots in one message; a player that holds an older one follows them from there. */
const ROOTS_SHOWN = 100;
/** Messages waiting to be worked on; an honest player has a handful. */
const QUEUE_LIMIT = 100;

/**
 * Serves a player's socket. Calls `onKnown` once it is let in as a screen's device; the promise ends when the socket
 * is closed and everything the player said has been worked on.
 */
export function startDeviceSession(
  socket: WebSocket,
  services: DirectorServices,
  onKnown: () => void,
): Promise<void> {
  const { hub, log, nowMs } = services;
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const line: DeviceLine = {
    send: (message: ServerMessage) => sendJson(socket, message),
    close: (code, reason) => closeSocket(socket, code, reason),
  };
  const withinBudget = messageBudget(nowMs);
  let paired: PairedConnection | null = null;
  let unpairedId: string | null = null;
  let queued = 0;
  let turn: Promise<void> = Promise.resolve();

  const ended = Promise.withResolvers<undefined>();
  const helloTimer = setTimeout(() => line.close(CLOSE.notAuthorised, 'no hello'), HELLO_TIMEOUT_MS);
  socket.once('close', () => {
    clearTimeout(helloTimer);
    if (unpairedId !== null && hub.unpaired.get(unpairedId)?.line === line) {
      hub.unpaired.delete(unpairedId);
      services.events.changed('pairing');
    }
    if (paired !== null) {
      const gone = paired;
      hub.leave(gone);
      services.lan.leave(gone.deviceId, line);
      services.commands.disconnected(gone.deviceId);
      enqueue(async () => {
        await noteSeen(services.db, gone.deviceId, nowMs());
        services.live.touch(gone.screenId);
      });
    }
    void turn.then(() => ended.resolve(undefined));
  });

  const isOpen = () => socket.readyState === socket.OPEN;

  /** One thing after another: a report is never overtaken by the next. */
  function enqueue(work: () => Promise<void>): void {
    queued += 1;
    turn = turn
      .then(work)
      .catch((error: unknown) => {
        log.error({ err: error }, 'device session failed');
        line.close(1011, 'internal error');
      })
      .finally(() => {
        queued -= 1;
      });
  }

  socket.on('message', (data, isBinary) => {
    if (!withinBudget() || queued > QUEUE_LIMIT) {
      line.close(CLOSE.tooSlow, 'too many messages');
      return;
    }
    const value = jsonOf(data, isBinary);
    if (speaksOtherVersion(value)) {
      line.close(CLOSE.unsupportedVersion, `this server speaks protocol ${PROTOCOL_VERSION}`);
      return;
    }
    const parsed = DeviceMessage.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      line.close(
        CLOSE.malformed,
        `malformed message: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      );
      return;
    }
    const message = parsed.data;
    enqueue(async () => {
      if (!isOpen()) return;
      if (message.type === 'hello') await onHello(message);
      else if (paired !== null) await handleReport(message, paired, services);
      else line.close(CLOSE.notAuthorised, 'not paired');
    });
  });

  async function onHello(hello: Hello): Promise<void> {
    if (paired !== null || unpairedId !== null) {
      line.close(CLOSE.malformed, 'hello was said already');
      return;
    }
    clearTimeout(helloTimer);
    const publicKey = provenKey(hello, nonce);
    if (publicKey === null) {
      line.close(CLOSE.notAuthorised, 'the key is not proven');
      return;
    }
    const deviceId = keyIdOf(publicKey);
    const device = await findDevice(services.db, deviceId);
    if (!isOpen()) return;
    // One that was unpaired shows a code again: a person may bind it anew, it has no rights until then.
    if (device === null || device.revokedAtMs !== null) await showCode(deviceId, publicKey, hello);
    else await letIn(deviceId, device.screenId, hello);
  }

  async function letIn(deviceId: string, screenId: string, hello: Hello): Promise<void> {
    const facts = await welcomeFacts(services, screenId, hello);
    await noteSeen(services.db, deviceId, nowMs());
    await noteSoftware(services.db, deviceId, hello, nowMs());
    if (!isOpen()) return;
    if (facts === null) {
      line.close(CLOSE.notAuthorised, 'no root yet');
      return;
    }
    paired = hub.enter({ deviceId, screenId }, line);
    onKnown();
    services.live.noteHello(screenId, hello.manifestVersion);
    line.send({ type: 'welcome', screenId, token: paired.token, ...facts });
  }

  async function showCode(deviceId: string, publicKey: Uint8Array, hello: Hello): Promise<void> {
    const roots = (await services.trust.rootsAfter(services.db, 0)).slice(-ROOTS_SHOWN);
    const root = roots.at(-1);
    if (!isOpen()) return;
    if (root === undefined) {
      line.close(1013, 'the server is not set up yet');
      return;
    }
    const code = pairingCode(publicKey, rootHash(root));
    hub.unpaired.get(deviceId)?.line.close(CLOSE.replaced, 'connected again');
    unpairedId = deviceId;
    hub.unpaired.set(deviceId, {
      deviceId,
      publicKey,
      software: hello.software,
      sinceMs: nowMs(),
      code,
      line,
      async pair(screenId) {
        hub.unpaired.delete(deviceId);
        unpairedId = null;
        await letIn(deviceId, screenId, hello);
      },
    });
    line.send({ type: 'unpaired', code, roots });
    services.events.changed('pairing');
  }

  line.send({ type: 'challenge', nonce });
  return ended.promise;
}

function speaksOtherVersion(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'hello' &&
    'protocol' in value &&
    typeof value.protocol === 'number' &&
    value.protocol !== PROTOCOL_VERSION
  );
}

/** The raw key, if the device signed our nonce with it. */
function provenKey(hello: Hello, nonce: string): Uint8Array | null {
  const publicKey = fromBase64(hello.publicKey);
  const signature = fromBase64(hello.signature);
  if (publicKey?.length !== PUBLIC_KEY_BYTES || signature === null) return null;
  const message = new TextEncoder().encode(`${HELLO_CONTEXT}\n${nonce}\n${hello.publicKey}`);
  return nobleVerifier.verify(signature, message, publicKey) ? publicKey : null;
}
