/** Uploads that are not what their name says, or that try to reach further than themselves. */
import { readFile, truncate, writeFile, copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { makeMedia } from './make-media.ts';

const asMp4 = async (folder: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, 'berita.mp4');
  await writeFile(path, content);
  return path;
};

/** An HLS playlist whose one segment is another tenant's file. */
export const hlsNaming = (folder: string, target: string): Promise<string> =>
  asMp4(folder, `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`);

export const ffconcatNaming = (folder: string, target: string): Promise<string> =>
  asMp4(folder, `ffconcat version 1.0\nfile '${target}'\n`);

export const urlText = (folder: string, url: string): Promise<string> => asMp4(folder, `${url}\n`);

export const html = (folder: string): Promise<string> =>
  asMp4(folder, '<!doctype html><script>alert(1)</script><video src="file:///etc/passwd">');

/** End of central directory only: the smallest ZIP. */
export const zip = (folder: string): Promise<string> =>
  asMp4(folder, Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]));

export const windowsProgram = (folder: string): Promise<string> =>
  asMp4(folder, Buffer.concat([Buffer.from('MZ', 'latin1'), Buffer.alloc(4096)]));

export const empty = (folder: string): Promise<string> => asMp4(folder, '');

export const svg = (folder: string): Promise<string> =>
  asMp4(
    folder,
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
  );

/** The right first bytes, then noise. */
export const noiseAfterHeader = (folder: string): Promise<string> =>
  asMp4(
    folder,
    Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(4000, 0xa7)]),
  );

/** A good file whose second half never arrived. `whole` boxes: the cut is hidden by an honest index. */
export async function cutInHalf(folder: string): Promise<string> {
  const path = join(folder, 'berita.mp4');
  const source = await readFile(await makeMedia('videoPlain'));
  await writeFile(path, source.subarray(0, Math.floor(source.length / 2)));
  return path;
}

/** A file of the right size of which a resumed upload left a part as zeros. */
export async function holeOfZeros(folder: string): Promise<string> {
  const path = join(folder, 'berita.mp4');
  await copyFile(await makeMedia('videoConforming'), path);
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    // The index comes last in this file: only picture and sound are lost.
    await file.write(Buffer.alloc(Math.floor(size * 0.5)), 0, Math.floor(size * 0.5), Math.floor(size * 0.3));
  } finally {
    await file.close();
  }
  return path;
}

/** A WebM, which has no outer size, cut in half. */
export async function cutWebm(folder: string): Promise<string> {
  const path = join(folder, 'berita.webm');
  const source = await readFile(await makeMedia('videoVp9'));
  await writeFile(path, source);
  await truncate(path, Math.floor(source.length / 2));
  return path;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 8 + data.length);
  return chunk;
}

/** A valid PNG header of any size over a few kilobytes of zeros. */
export async function pngOfSize(folder: string, widthPx: number, heightPx: number): Promise<string> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const path = join(folder, 'poster.png');
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = pngChunk('IDAT', deflateSync(Buffer.alloc(2 ** 20)));
  await writeFile(
    path,
    Buffer.concat([signature, pngChunk('IHDR', header), data, pngChunk('IEND', Buffer.alloc(0))]),
  );
  return path;
}
