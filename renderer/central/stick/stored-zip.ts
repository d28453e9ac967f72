/** The parts of a ZIP that was only put together, not deflated (APPNOTE 6.3.10): slices of it, nothing is copied. */

export interface ZipPart {
  path: string;
  blob: Blob;
}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
/** §4.3.16: 22 bytes and a comment of at most 65,535. */
const END_LONGEST = 22 + 65_535;
const LOCAL_HEADER_BYTES = 30;

export class UnreadableZip extends Error {
  override name = 'UnreadableZip';
}

/** In the order of the archive. @throws UnreadableZip for what is cut short, deflated, or larger than 4 GB */
export async function storedParts(zip: Blob): Promise<ZipPart[]> {
  const tail = await viewOf(zip, Math.max(0, zip.size - END_LONGEST), zip.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new UnreadableZip('no end of central directory');
  const count = tail.getUint16(end + 10, true);
  const bytes = tail.getUint32(end + 12, true);
  const start = tail.getUint32(end + 16, true);
  const directory = await viewOf(zip, start, start + bytes);
  const parts: ZipPart[] = [];
  for (let index = 0, at = 0; index < count; index += 1) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== CENTRAL_SIGNATURE)
      throw new UnreadableZip('central directory cut short');
    const [method, size, offset] = [
      directory.getUint16(at + 10, true),
      directory.getUint32(at + 20, true),
      directory.getUint32(at + 42, true),
    ];
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      directory.getUint16(at + field, true),
    ) as [number, number, number];
    if (method !== 0) throw new UnreadableZip(`method ${method}`);
    const name = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameBytes);
    parts.push({ path: new TextDecoder().decode(name), blob: await contentOf(zip, offset, size) });
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return parts;
}

/** §4.3.7: name and extra field of the local header may differ in length from those of the central one. */
async function contentOf(zip: Blob, offset: number, size: number): Promise<Blob> {
  const header = await viewOf(zip, offset, offset + LOCAL_HEADER_BYTES);
  if (header.byteLength < LOCAL_HEADER_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE)
    throw new UnreadableZip('no local header');
  const start = offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + size > zip.size) throw new UnreadableZip('a file is cut short');
  return zip.slice(start, start + size);
}

const viewOf = async (zip: Blob, start: number, end: number): Promise<DataView> =>
  new DataView(await zip.slice(start, end).arrayBuffer());
