/**
 * Animations as APNG (PNG specification, third edition, §11.3.5): the one lossless form ffmpeg reads. Part of the
 * program in the sandbox.
 */
import { crc32 } from 'node:zlib';

export interface AnimationFrame {
  /** A whole PNG, 8-bit RGBA, not interlaced; all frames of one size. */
  png: Buffer;
  delayMs: number;
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function chunk(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(body.length - 4, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), 4 + body.length);
  return framed;
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
};

function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

/** `fcTL`: the whole canvas, replaced by this frame, for so long. */
function frameControl(sequence: number, header: Buffer, delayMs: number): Buffer {
  const timing = Buffer.alloc(6);
  timing.writeUInt16BE(Math.min(65_535, Math.round(delayMs)), 0);
  timing.writeUInt16BE(1000, 2);
  return chunk('fcTL', uint32(sequence), header.subarray(0, 8), uint32(0), uint32(0), timing);
}

/** One file of all frames, in order; `frames` is not empty. */
export function apng(frames: readonly AnimationFrame[]): Buffer {
  const parts: Buffer[] = [SIGNATURE];
  let sequence = 0;
  for (const [index, { png, delayMs }] of frames.entries()) {
    const chunks = chunksOf(png);
    const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
    if (index === 0) parts.push(chunk('IHDR', header), chunk('acTL', uint32(frames.length), uint32(1)));
    parts.push(frameControl(sequence++, header, delayMs));
    for (const { type, data } of chunks) {
      if (type !== 'IDAT') continue;
      parts.push(index === 0 ? chunk('IDAT', data) : chunk('fdAT', uint32(sequence++), data));
    }
  }
  return Buffer.concat([...parts, chunk('IEND')]);
}
