/** As much of the X11 protocol as it takes to keep one black window (X Window System Protocol, version 11). */
import { readFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import type { DesktopRect } from '../shell.ts';

const LITTLE_ENDIAN = 0x6c;
const COOKIE = 'MIT-MAGIC-COOKIE-1';
const SETUP_HEAD_BYTES = 8;
const OPCODE = { createWindow: 1, mapWindow: 8, unmapWindow: 10, configureWindow: 12 } as const;
const BACKGROUND_PIXEL = 1 << 1;
/** The window manager leaves it alone. */
const OVERRIDE_REDIRECT = 1 << 9;
const STACK_MODE = 1 << 6;
const ABOVE = 0;

export interface BlackWindow {
  /** Above everything else, from the moment the display gets to it. */
  cover(): void;
  uncover(): void;
  close(): void;
}

/**
 * A black window on a display of this machine, not shown yet. Null where there is none: no X display, or one that
 * does not let us in; the socket's errors are told to `onGone`.
 */
export async function openBlackWindow(
  rect: DesktopRect,
  env: NodeJS.ProcessEnv,
  onGone: (error: unknown) => void,
): Promise<BlackWindow | null> {
  const number = /^(?:unix)?:(\d+)(?:\.\d+)?$/.exec(env['DISPLAY'] ?? '')?.[1];
  if (number === undefined || process.platform !== 'linux') return null;
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  try {
    await once(socket, 'connect');
    socket.write(setupRequest(await cookieFor(number, env)));
    const setup = await readSetup(socket);
    socket.on('error', onGone);
    // Events and errors are of no interest, but must not fill the pipe.
    socket.resume();
    // A player that ends is not kept alive by it.
    socket.unref();
    return blackWindow(socket, setup, rect);
  } catch (error) {
    socket.destroy();
    onGone(error);
    return null;
  }
}

interface Setup {
  window: number;
  root: number;
  blackPixel: number;
}

function blackWindow(socket: Socket, { window, root, blackPixel }: Setup, rect: DesktopRect): BlackWindow {
  const create = request(OPCODE.createWindow, 40);
  create.writeUInt32LE(window, 4);
  create.writeUInt32LE(root, 8);
  create.writeInt16LE(rect.x, 12);
  create.writeInt16LE(rect.y, 14);
  create.writeUInt16LE(rect.widthPx, 16);
  create.writeUInt16LE(rect.heightPx, 18);
  create.writeUInt32LE(BACKGROUND_PIXEL | OVERRIDE_REDIRECT, 28);
  create.writeUInt32LE(blackPixel, 32);
  create.writeUInt32LE(1, 36);
  socket.write(create);
  const raise = request(OPCODE.configureWindow, 16);
  raise.writeUInt32LE(window, 4);
  raise.writeUInt16LE(STACK_MODE, 8);
  raise.writeUInt32LE(ABOVE, 12);
  const about = (opcode: number): Buffer => {
    const told = request(opcode, 8);
    told.writeUInt32LE(window, 4);
    return told;
  };
  const send = (bytes: Buffer): void => {
    if (socket.writable) socket.write(bytes);
  };
  return {
    cover: () => {
      send(Buffer.concat([raise, about(OPCODE.mapWindow)]));
    },
    uncover: () => {
      send(about(OPCODE.unmapWindow));
    },
    close: () => {
      socket.destroy();
    },
  };
}

function request(opcode: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt8(opcode, 0);
  buffer.writeUInt16LE(bytes / 4, 2);
  return buffer;
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

function setupRequest(cookie: Buffer): Buffer {
  const name = Buffer.from(cookie.length > 0 ? COOKIE : '');
  const head = Buffer.alloc(12);
  head.writeUInt8(LITTLE_ENDIAN, 0);
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(name), padded(cookie)]);
}

/** @throws Error when the display refuses us, or its first screen cannot be read. */
async function readSetup(socket: Socket): Promise<Setup> {
  let received = Buffer.alloc(0);
  const isWhole = () =>
    received.length >= SETUP_HEAD_BYTES && received.length >= SETUP_HEAD_BYTES + 4 * received.readUInt16LE(6);
  while (!isWhole()) {
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    received = Buffer.concat([received, bytes]);
  }
  if (received.readUInt8(0) !== 1) throw new Error('the display refused the connection');
  const vendorBytes = received.readUInt16LE(24);
  const formats = received.readUInt8(29);
  const screen = 40 + vendorBytes + (-vendorBytes & 3) + 8 * formats;
  return {
    // The first of the numbers that are ours to give.
    window: received.readUInt32LE(12),
    root: received.readUInt32LE(screen),
    blackPixel: received.readUInt32LE(screen + 12),
  };
}

/** The display's cookie from the user's authority file (Xau(3)); empty where there is none. */
async function cookieFor(display: string, env: NodeJS.ProcessEnv): Promise<Buffer> {
  const file = env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  for (let at = 0; at + 2 <= bytes.length;) {
    at += 2;
    const field = (): Buffer => {
      const length = bytes.readUInt16BE(at);
      at += 2 + length;
      return bytes.subarray(at - length, at);
    };
    const [address, number, name, data] = [field(), field(), field(), field()];
    const isHere = address.length === 0 || address.toString() === hostname();
    if (isHere && ['', display].includes(number.toString()) && name.toString() === COOKIE) return data;
  }
  return Buffer.alloc(0);
}
