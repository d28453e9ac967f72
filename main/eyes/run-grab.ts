import { spawn } from 'node:child_process';
import { AppError } from '../../core/model/app-error.ts';

const TIMEOUT_MS = 10_000;
/** Four 4K monitors side by side, four bytes a pixel. */
const LIMIT_BYTES = 4 * 3840 * 2160 * 4 + 65_536;
const STDERR_KEPT_CHARACTERS = 300;

/** What a program that grabs the desktop writes. @throws AppError `grab_failed`. */
export async function runGrab(program: string, args: readonly string[]): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  const pieces: Buffer[] = [];
  let bytes = 0;
  let said = '';
  child.stdout.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > LIMIT_BYTES) child.kill('SIGKILL');
    else pieces.push(piece);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_KEPT_CHARACTERS);
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  const ended = await new Promise<{ code: number | null } | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', (code) => {
      resolve({ code });
    });
  });
  clearTimeout(timer);
  if (ended instanceof Error) {
    throw new AppError('grab_failed', `${program} cannot be started`, { cause: ended });
  }
  if (ended.code !== 0) {
    throw new AppError('grab_failed', `${program}: ${said.trim()}`, { context: { code: ended.code } });
  }
  return Buffer.concat(pieces);
}
