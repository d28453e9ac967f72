/** One player's side against neighbours that misbehave on real sockets. */
import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ManifestMedia } from '../../../core/model/programme.ts';
import { ok } from '../../../core/model/result.ts';
import { signerFromSeed } from '../../../core/trust/index.ts';
import { Chunks } from '../../../main/lan/chunks.ts';
import { LanClient } from '../../../main/lan/lan-client.ts';
import { Neighbours } from '../../../main/lan/neighbours.ts';
import { rankFor } from '../../../main/lan/rendezvous.ts';
import { sha256Hex } from '../../../media/store/index.ts';

const silent = () => undefined;
const signer = signerFromSeed(randomBytes(32));
const me = signer.publicKey.ed25519;
const session = {
  screenId: 'layar',
  token: '',
  signal: new AbortController().signal,
  send: silent,
};

/** A file of one chunk which the neighbour is to bring. */
function fileFor(neighbour: string): { file: ManifestMedia; bytes: Buffer } {
  for (;;) {
    const bytes = randomBytes(5000);
    const sha256 = sha256Hex(bytes);
    if (rankFor(sha256, [me, neighbour])[0] !== neighbour) continue;
    const file = { sha256, bytes: bytes.length, type: 'image/png' as const, chunkSha256: [sha256] };
    return { file: { ...file, approvalSha256: sha256 }, bytes };
  }
}

async function beside(neighbour: RequestListener | 'nobody') {
  const server = createServer(neighbour === 'nobody' ? silent : neighbour);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  if (neighbour === 'nobody') close();
  else onTestFinished(close);
  const publicKey = signerFromSeed(randomBytes(32)).publicKey.ed25519;
  const monotonicMs = () => performance.now();
  const neighbours = new Neighbours({
    subnets: () => [{ address: '127.0.0.1', prefixBits: 8 }],
    monotonicMs,
  });
  neighbours.told([{ publicKey, port, addresses: ['127.0.0.1'] }]);
  const client = new LanClient({ signer: () => signer, nowMs: () => Date.now() });
  onTestFinished(() => client.close());
  const { file, bytes } = fileFor(publicKey);
  let fromServer = 0;
  const chunks = new Chunks({
    media: { readChunk: () => Promise.resolve(null) },
    origin: {
      chunk() {
        fromServer += 1;
        return Promise.resolve(ok(bytes));
      },
    },
    rules: { holdsBack: () => null },
    ...{ neighbours, client, publicKey: () => me },
    namersOf: () => Promise.resolve([publicKey]),
    log: { info: silent, warn: silent, error: silent },
  });
  const get = () => chunks.get(file, 0, session, session.signal);
  return { get, bytes, neighbours, fromServer: () => fromServer };
}

test('what a neighbour sends is believed if it is the chunk', async () => {
  const site = await beside((_request, response) => response.end(site.bytes));
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.fromServer()).toBe(0);
});

test('a neighbour that sends something else is believed in nothing, and left alone for a while', async () => {
  const site = await beside((_request, response) => response.end(randomBytes(5000)));
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.fromServer()).toBe(1);
  expect(site.neighbours.awake()).toEqual([]);
});

test('a neighbour that sends without end is cut off', async () => {
  const site = await beside((_request, response) => {
    const more = () => void (response.write(Buffer.alloc(100_000)) ? setImmediate(more) : null);
    response.on('drain', more);
    more();
  });
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.fromServer()).toBe(1);
});

test('a neighbour that is switched off costs nothing', async () => {
  const site = await beside('nobody');
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.fromServer()).toBe(1);
});

test('a neighbour that has gone silent is waited for no longer than patience lasts, and not again', async () => {
  const site = await beside(silent);
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.neighbours.awake()).toEqual([]);
});

test('one that shows it is still at it is waited for', async () => {
  const site = await beside((_request, response) => {
    let left = 5;
    const timer = setInterval(() => {
      response.writeProcessing();
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      response.end(site.bytes);
    }, 800);
  });
  expect(await site.get()).toEqual({ ok: true, value: site.bytes });
  expect(site.fromServer()).toBe(0);
});
