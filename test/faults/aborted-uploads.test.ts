import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeUnfinished } from '../../server/uploads/sweep.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { leftovers, uploadServer } from './support/upload-server.ts';

const DAY_MS = 24 * 3_600_000;
const uploads = uploadServer();
/** Regular files this process holds open in the data folder, and all descriptors. */
const descriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

/** A request by hand, so that it can be left at any byte. */
function request(lines: string[]): Promise<Socket> {
  const { port } = uploads.server;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        [...lines, `Host: 127.0.0.1:${port}`, `Cookie: ${uploads.admin.api.cookie}`, '', ''].join('\r\n'),
      );
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

async function begin(bytes: number): Promise<string> {
  const answer = await fetch(`${uploads.server.url}/api/uploads`, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from('putus.mp4').toString('base64')}`,
      cookie: uploads.admin.api.cookie,
      origin: uploads.server.url,
    },
  });
  expect(answer.status).toBe(201);
  return answer.headers.get('location') ?? '';
}

const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });

test('[F34] uploads broken off anywhere leave no descriptor, and no file once they have rested a day', () =>
  seeded(async (dice, step) => {
    const count = full(500, 20);
    const bytes = 300_000;
    await gone(await request(['GET /api/health HTTP/1.1']));
    const before = await descriptors();
    for (let n = 0; n < count; n += 1) {
      const sent = dice.between(0, bytes);
      step(`upload ${n} left after ${sent} bytes`);
      const path = await begin(bytes);
      const socket = await request([
        `PATCH ${path} HTTP/1.1`,
        'Tus-Resumable: 1.0.0',
        'Upload-Offset: 0',
        'Content-Type: application/offset+octet-stream',
        `Content-Length: ${bytes}`,
        `Origin: ${uploads.server.url}`,
      ]);
      await new Promise<void>((resolve) => socket.write(Buffer.alloc(sent, n), () => resolve()));
      await gone(socket);
    }
    // The server hears of the last broken line a moment later.
    await expect.poll(descriptors, { timeout: 30_000 }).toBeLessThanOrEqual(before + 2);
    const unfinished = await readdir(join(uploads.dataDir, 'uploads'));
    expect(unfinished.length).toBeGreaterThanOrEqual(count);
    // They may be gone on with for a day; then they go.
    await removeUnfinished({ dataDir: uploads.dataDir, nowMs: () => Date.now() });
    expect(await readdir(join(uploads.dataDir, 'uploads'))).toEqual(unfinished);
    await removeUnfinished({ dataDir: uploads.dataDir, nowMs: () => Date.now() + DAY_MS + 1000 });
    expect(await leftovers(uploads.dataDir)).toEqual([]);
    figure(`${count} broken off, ${(await descriptors()) - before} descriptors more, 0 files left`);
  }));
