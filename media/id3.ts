/** ID3v2.3 (id3.org, "ID3 tag version 2.3.0"), the version old head units read. */

export interface TrackTags {
  title: string;
  artist: string;
  album: string;
}

const MAX_CHARS = 120;

/** §4.2: text frame, encoding 1 is UTF-16 with a byte order mark. */
function textFrame(id: 'TIT2' | 'TPE1' | 'TALB', value: string): Buffer {
  // Control characters and lone surrogates have no place on a display of one line.
  const line = value
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_CHARS)
    .toWellFormed();
  const body = Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(line, 'utf16le')]);
  const header = Buffer.alloc(10);
  header.write(id, 'latin1');
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

/** The tag to put before the first MP3 frame. Values are data here; they never reach a command line. */
export function id3Tag(tags: TrackTags): Buffer {
  const frames = Buffer.concat([
    textFrame('TIT2', tags.title),
    textFrame('TPE1', tags.artist),
    textFrame('TALB', tags.album),
  ]);
  // §3.1: version 3.0, no flags, size in four times seven bits.
  const size = [21, 14, 7, 0].map((shift) => (frames.length >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3', 'latin1'), Buffer.from([3, 0, 0, ...size]), frames]);
}
