import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Unpacks a ZIP into a folder; paths that would leave it are refused by yauzl. Returns the names in the order they lie in the archive. */
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
          written(stream, join(folder, entry.fileName)).then(() => {
            archive.readEntry();
          }, reject);
      });
    });
    archive.readEntry();
  });
  return names;
}

async function written(stream: Readable, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(stream, createWriteStream(path));
}
