/** When a camera says it took a picture (Exif 3.0, CIPA DC-008, §4.6). Everything in it is an uploader's word. */

export interface TakenAt {
  /** Reading of the camera's clock, `YYYY-MM-DDTHH:MM:SS`. */
  local: string;
  /** Its offset from UTC in minutes, where the camera says so. */
  offsetMin: number | null;
}

const TAG = { dateTime: 0x0132, exifIfd: 0x8769, original: 0x9003, offsetOriginal: 0x9011 } as const;
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 200;
const DATE_TIME = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/;
const OFFSET = /^([+-])(\d{2}):(\d{2})$/;

/** Null when the block says nothing that can be read. */
export function takenAtOf(exif: Buffer): TakenAt | null {
  // Some writers keep the segment's own prefix.
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const isLittle = order === 'II';
  const first = entriesOf(tiff, wordAt(tiff, 4, isLittle), isLittle);
  const details = entriesOf(tiff, first.get(TAG.exifIfd)?.value ?? 0, isLittle);
  const said = textOf(tiff, details.get(TAG.original)) ?? textOf(tiff, first.get(TAG.dateTime)) ?? '';
  const [, year, month, day, time] = DATE_TIME.exec(said) ?? [];
  if (year === undefined) return null;
  const local = `${year}-${month ?? ''}-${day ?? ''}T${time ?? ''}`;
  return { local, offsetMin: minutesOf(textOf(tiff, details.get(TAG.offsetOriginal)) ?? '') };
}

interface Entry {
  count: number;
  /** The value itself, or where it lies. */
  value: number;
}

/** A directory's entries; none where there cannot be one. */
function entriesOf(tiff: Buffer, at: number, isLittle: boolean): ReadonlyMap<number, Entry> {
  const entries = new Map<number, Entry>();
  if (at < 8 || at + 2 > tiff.length) return entries;
  const count = Math.min(MAX_ENTRIES, shortAt(tiff, at, isLittle));
  for (let n = 0, entry = at + 2; n < count && entry + ENTRY_BYTES <= tiff.length; n += 1) {
    const tag = shortAt(tiff, entry, isLittle);
    entries.set(tag, {
      count: wordAt(tiff, entry + 4, isLittle),
      value: wordAt(tiff, entry + 8, isLittle),
    });
    entry += ENTRY_BYTES;
  }
  return entries;
}

/** Text longer than four bytes lies elsewhere; dates and offsets always do. */
function textOf(tiff: Buffer, entry: Entry | undefined): string | null {
  if (entry === undefined || entry.count < 5 || entry.count > 64) return null;
  const end = entry.value + entry.count;
  if (end > tiff.length) return null;
  return tiff.toString('latin1', entry.value, end).replace(/\0.*$/s, '').trim();
}

function minutesOf(text: string): number | null {
  const [, sign, hours, minutes] = OFFSET.exec(text) ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const shortAt = (tiff: Buffer, at: number, isLittle: boolean): number =>
  isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);

const wordAt = (tiff: Buffer, at: number, isLittle: boolean): number =>
  isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
