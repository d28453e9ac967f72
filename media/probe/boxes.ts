import { open } from 'node:fs/promises';

export interface Box {
  type: string;
  startByte: number;
  bytes: number;
}

const MAX_BOXES = 10_000;

/**
 * The top-level boxes of an ISO base media file (ISO/IEC 14496-12 §4.2), and whether the last one ends where the
 * file does. A file cut short is not `whole`; this is known without any decoder.
 */
export async function topLevelBoxes(path: string): Promise<{ boxes: Box[]; whole: boolean }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const boxes: Box[] = [];
    let startByte = 0;
    while (startByte < size && boxes.length < MAX_BOXES) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, startByte);
      if (bytesRead < 8) return { boxes, whole: false };
      const size32 = buffer.readUInt32BE(0);
      // 0: to the end of the file; 1: the size follows in 64 bits.
      let bytes = size32 === 0 ? size - startByte : size32;
      if (size32 === 1) bytes = bytesRead < 16 ? 0 : Number(buffer.readBigUInt64BE(8));
      if (bytes < 8) return { boxes, whole: false };
      boxes.push({ type: buffer.toString('latin1', 4, 8), startByte, bytes });
      startByte += bytes;
    }
    return { boxes, whole: startByte === size };
  } finally {
    await file.close();
  }
}

/** A protection scheme box as every writer starts it: `sinf`, then a 12-byte `frma` (ISO/IEC 14496-12 §8.12). */
const PROTECTION = Buffer.from('sinf\0\0\0\x0cfrma', 'latin1');
/** The index of five minutes is below 1 MiB; a hostile one is not read further than this. */
const MAX_INDEX_BYTES = 16 * 2 ** 20;

/** Whether a track is encrypted. ffprobe reports such a track under the codec it would have if it were not. */
export async function hasProtectedTrack(path: string, boxes: readonly Box[]): Promise<boolean> {
  const moov = boxes.find((box) => box.type === 'moov');
  if (moov === undefined) return false;
  const file = await open(path, 'r');
  try {
    const length = Math.min(moov.bytes, MAX_INDEX_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, moov.startByte);
    return buffer.subarray(0, bytesRead).includes(PROTECTION);
  } finally {
    await file.close();
  }
}
