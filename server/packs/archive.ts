import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type PackContent = { path: string; bytes: Buffer } | { path: string; file: string };

/**
 * ZIP stream with the files in the given order: many head units play a stick in the order its files were written.
 * Nothing is deflated: sound and pictures are compressed already, and a browser can write a stick from its parts. `modifiedAt` stamps every file, so the same pack has the same bytes.
 */
export function zipOf(contents: readonly PackContent[], modifiedAt: Date): Readable {
  const zip = new ZipFile();
  for (const content of contents) {
    if ('file' in content) {
      zip.addFile(content.file, content.path, { mtime: modifiedAt, compress: false });
    } else {
      zip.addBuffer(content.bytes, content.path, { mtime: modifiedAt, compress: false });
    }
  }
  zip.end();
  return zip.outputStream as Readable;
}
