/** The players that are connected now. Everything here dies with the process; players come back by themselves. */
import { randomBytes } from 'node:crypto';
import { CLOSE, type ServerMessage } from '../../core/protocol/device.ts';
import type { DeviceIdentity } from '../http/bind.ts';

/** How the hub talks to one socket. */
export interface DeviceLine {
  send(message: ServerMessage): void;
  close(code: number, reason: string): void;
}

export interface PairedConnection extends DeviceIdentity {
  line: DeviceLine;
  token: string;
}

/** Connected and proven to hold its key, but bound to no screen. */
export interface UnpairedConnection {
  deviceId: string;
  publicKey: Uint8Array;
  software: string;
  sinceMs: number;
  /** What it shows. */
  code: string;
  line: DeviceLine;
  /** Goes on as the device of this screen, on the same socket. */
  pair(screenId: string): Promise<void>;
}

const TOKEN_BYTES = 32;

export class DeviceHub {
  readonly unpaired = new Map<string, UnpairedConnection>();
  readonly #byDevice = new Map<string, PairedConnection>();
  readonly #byScreen = new Map<string, PairedConnection>();
  readonly #byToken = new Map<string, PairedConnection>();

  /** Takes a device in and gives its line the token for HTTP. One connection a device: an older one is closed. */
  enter(identity: DeviceIdentity, line: DeviceLine): PairedConnection {
    const older = this.#byDevice.get(identity.deviceId);
    if (older !== undefined) {
      this.leave(older);
      older.line.close(CLOSE.replaced, 'connected again');
    }
    const connection = { ...identity, line, token: randomBytes(TOKEN_BYTES).toString('base64url') };
    this.#byDevice.set(identity.deviceId, connection);
    this.#byScreen.set(identity.screenId, connection);
    this.#byToken.set(connection.token, connection);
    return connection;
  }

  /** Its token is void from here on. Nothing happens when it has been replaced already. */
  leave(connection: PairedConnection): void {
    this.#byToken.delete(connection.token);
    if (this.#byDevice.get(connection.deviceId) === connection) this.#byDevice.delete(connection.deviceId);
    if (this.#byScreen.get(connection.screenId) === connection) this.#byScreen.delete(connection.screenId);
  }

  deviceOfToken(token: string): DeviceIdentity | null {
    const connection = this.#byToken.get(token);
    return connection === undefined ? null : { deviceId: connection.deviceId, screenId: connection.screenId };
  }

  ofScreen(screenId: string): PairedConnection | undefined {
    return this.#byScreen.get(screenId);
  }

  connections(): Iterable<PairedConnection> {
    return this.#byDevice.values();
  }

  /** Disconnects a device at once and voids its token. */
  revoke(deviceId: string): void {
    const connection = this.#byDevice.get(deviceId);
    if (connection === undefined) return;
    this.leave(connection);
    connection.line.close(CLOSE.revoked, 'revoked');
  }
}
