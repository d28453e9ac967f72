import { writeFile } from 'node:fs/promises';
import type { Kind } from './kind.ts';

const refused = (
  name: string,
  file: string,
  content: string | Buffer,
  code = 'unsupported_format',
  more: Partial<Kind> = {},
): Kind => ({
  name,
  file,
  make: (path) => writeFile(path, content),
  expect: { as: 'refused', code },
  ...more,
});

const zipEnd = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

export const OTHERS: Kind[] = [
  refused('An empty file', 'kosong.mp4', '', 'empty'),
  refused(
    'A playlist that names another file',
    'berita.mp4',
    '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n/etc/passwd\n#EXT-X-ENDLIST\n',
    'unsupported_format',
    { always: true },
  ),
  refused('A web page', 'berita.mp4', '<!doctype html><script>alert(1)</script>'),
  refused('A ZIP', 'berkas.mp4', zipEnd),
  refused('A Windows program', 'video.mp4', Buffer.concat([Buffer.from('MZ', 'latin1'), Buffer.alloc(4096)])),
  refused('Text', 'naskah.txt', 'Perekaman KTP elektronik hadir di kantor kelurahan.'),
];
