import { open } from 'node:fs/promises';

/** Its canvas comes after the signature of six letters: width and height, 16 bits each (GIF89a, §18). */
const CANVAS_AT = 6;

/** How large a GIF is as a video. ffprobe tells no size beyond its own limit, and libvips that of the frames. */
export async function gifCanvas(path: string): Promise<{ widthPx: number; heightPx: number }> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, CANVAS_AT);
    return { widthPx: buffer.readUInt16LE(0), heightPx: buffer.readUInt16LE(2) };
  } finally {
    await file.close();
  }
}
