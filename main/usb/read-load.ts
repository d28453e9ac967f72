import { createReadStream } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { err, ok, type Result } from '../../core/model/result.ts';
import { USB_LOAD_LIMIT_BYTES, USB_LOAD_NAME, UsbLoadFile } from '../../core/protocol/usb.ts';
import { errnoOf } from '../../media/store/index.ts';

export interface StickError {
  /** `unreadable`: pulled out or broken; `too_large`, `unknown_schema`: not what central wrote. */
  code: 'unreadable' | 'too_large' | 'unknown_schema';
  detail: string;
}

const loadPath = (stick: string, screenId: string): string => join(stick, 'screens', screenId, USB_LOAD_NAME);
const mediaPath = (stick: string, sha256: string): string => join(stick, 'media', sha256);

/** Tells one state of a stick's load from another; null when it has none for this screen. */
export async function loadIdentity(stick: string, screenId: string): Promise<string | null> {
  try {
    const { size, mtimeMs, ino, dev } = await lstat(loadPath(stick, screenId));
    return [size, mtimeMs, ino, dev].join(' ');
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return null;
  }
}

/** What central wrote for this screen; nothing of it is believed yet. */
export async function readLoad(stick: string, screenId: string): Promise<Result<UsbLoadFile, StickError>> {
  const path = loadPath(stick, screenId);
  let text: string;
  try {
    const stat = await lstat(path);
    // A link would make the player read another file of its own machine.
    if (!stat.isFile()) return err({ code: 'unknown_schema', detail: 'no ordinary file' });
    // Endless data: judged before it is read.
    if (stat.size > USB_LOAD_LIMIT_BYTES) return err({ code: 'too_large', detail: `${stat.size} bytes` });
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadable(error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'unknown_schema', detail: 'not JSON' });
  }
  const parsed = UsbLoadFile.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ code: 'unknown_schema', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}

/** A file of the stick from `startByte` on, or why there is none. */
export async function openMedia(
  stick: string,
  file: { sha256: string; bytes: number },
  startByte: number,
): Promise<Result<Readable, StickError>> {
  const path = mediaPath(stick, file.sha256);
  try {
    const stat = await lstat(path);
    if (!stat.isFile() || stat.size !== file.bytes) {
      return err({ code: 'unreadable', detail: `${file.sha256.slice(0, 12)} is not whole` });
    }
    return ok(createReadStream(path, { start: startByte }));
  } catch (error) {
    return unreadable(error);
  }
}

export function unreadable(error: unknown): { ok: false; error: StickError } {
  if (errnoOf(error) === null) throw error;
  return err({ code: 'unreadable', detail: error instanceof Error ? error.message.slice(0, 200) : '' });
}
