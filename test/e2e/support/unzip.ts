import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Unpacks a flat ZIP into a folder. Returns the names in the order they lie in the archive. */
export async function unzip(zip: Buffer, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);
  const archive = await open(zip, { lazyEntries: true });
  const names: string[] = [];
  await new Promise<void>((resolve, reject) => {
    archive.on('end', resolve).on('error', reject);
    archive.on('entry', (entry: Entry) => {
      names.push(entry.fileName);
      archive.openReadStream(entry, (error, stream) => {
        if (error) reject(error);
        else
          pipeline(stream, createWriteStream(join(folder, basename(entry.fileName)))).then(() => {
            archive.readEntry();
          }, reject);
      });
    });
    archive.readEntry();
  });
  return names;
}
