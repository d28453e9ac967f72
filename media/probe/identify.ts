import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { err, ok, type Result } from '../../core/model/result.ts';
import { DEMUXER_OF_TYPE, type Demuxer } from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';

/** What is turned into another form before anything else is done with it (`prepare.ts`). */
export type ConvertedKind = 'svg' | 'heic' | 'slides' | 'animated_webp';

export type Identity =
  /** `animation` reads the file when it turns out to move. */
  | { family: 'image'; mimeType: string; animation: 'gif' | null }
  | { family: 'document' }
  | { family: 'av'; demuxer: Demuxer }
  | { family: 'convert'; from: ConvertedKind };

const STILL_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif']);
const HEIC_TYPES = new Set(['image/heic', 'image/heif']);
const SLIDES_TYPES = new Set([
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
  'application/vnd.oasis.opendocument.presentation',
]);
/** Compound files hold all of the old office formats. */
const COMPOUND_TYPE = 'application/x-cfb';
/** Name of the stream every old PowerPoint file has ([MS-PPT] §2.1.2), as directories spell it. */
const POWERPOINT_STREAM = Buffer.from('PowerPoint Document', 'utf16le');

async function looksLikeSvg(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return /<svg[\s>]/i.test(buffer.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await file.close();
  }
}

async function isOldPowerPoint(path: string): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const window = Buffer.concat([rest, chunk]);
    if (window.includes(POWERPOINT_STREAM)) return true;
    rest = window.subarray(-POWERPOINT_STREAM.length);
  }
  return false;
}

/**
 * What a file is by its content; its name is not looked at.
 * Errors: `empty`, `unsupported_format`.
 */
export async function identify(path: string): Promise<Result<Identity, Rejection>> {
  if ((await stat(path)).size === 0) return err({ code: 'empty', detail: '0 bytes' });
  const mimeType = (await fileTypeFromFile(path))?.mime;
  if (mimeType === undefined) {
    if (await looksLikeSvg(path)) return ok({ family: 'convert', from: 'svg' });
    return err({ code: 'unsupported_format', detail: 'unknown content' });
  }
  if (STILL_TYPES.has(mimeType)) return ok({ family: 'image', mimeType, animation: null });
  if (mimeType === 'image/gif') return ok({ family: 'image', mimeType, animation: 'gif' });
  if (mimeType === 'application/pdf') return ok({ family: 'document' });
  if (HEIC_TYPES.has(mimeType)) return ok({ family: 'convert', from: 'heic' });
  const isSlides =
    SLIDES_TYPES.has(mimeType) || (mimeType === COMPOUND_TYPE && (await isOldPowerPoint(path)));
  if (isSlides) return ok({ family: 'convert', from: 'slides' });
  const demuxer = (DEMUXER_OF_TYPE as Record<string, Demuxer | undefined>)[mimeType];
  if (demuxer !== undefined) return ok({ family: 'av', demuxer });
  // An SVG with an XML declaration is told as XML.
  if (await looksLikeSvg(path)) return ok({ family: 'convert', from: 'svg' });
  return err({ code: 'unsupported_format', detail: mimeType });
}
