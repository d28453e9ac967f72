import { open, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { err, ok, type Result } from '../../core/model/result.ts';
import { DEMUXER_OF_TYPE, type Demuxer } from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';

export type Identity = { family: 'image'; mimeType: string } | { family: 'av'; demuxer: Demuxer };

const STILL_TYPES = new Set(['image/png', 'image/apng', 'image/jpeg', 'image/webp']);

/**
 * SVG is refused, not rasterised: it can hold scripts, name other files and hosts, and expand without bound, and
 * the fonts it wants are not on this machine, so what was approved would not be what was drawn.
 */
async function looksLikeSvg(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return /<svg[\s>]/i.test(buffer.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await file.close();
  }
}

/**
 * What a file is by its content; its name is not looked at.
 * Errors: `empty`, `svg`, `unsupported_format`.
 */
export async function identify(path: string): Promise<Result<Identity, Rejection>> {
  if ((await stat(path)).size === 0) return err({ code: 'empty', detail: '0 bytes' });
  const mimeType = (await fileTypeFromFile(path))?.mime;
  if (mimeType !== undefined && STILL_TYPES.has(mimeType)) return ok({ family: 'image', mimeType });
  const demuxer = (DEMUXER_OF_TYPE as Record<string, Demuxer | undefined>)[mimeType ?? ''];
  if (demuxer !== undefined) return ok({ family: 'av', demuxer });
  if (await looksLikeSvg(path)) return err({ code: 'svg', detail: 'SVG' });
  return err({ code: 'unsupported_format', detail: mimeType ?? 'unknown content' });
}
