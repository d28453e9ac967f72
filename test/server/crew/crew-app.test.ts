import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { workFolder } from '../../support/work-folder.ts';
import { testServer } from '../support/running-server.ts';

const SCRIPT = 'export const siaran = "keliling";';

async function builtApp(): Promise<string> {
  const crewDir = await workFolder();
  await mkdir(join(crewDir, 'assets'));
  await writeFile(join(crewDir, 'index.html'), '<!doctype html><title>Wawar Kru</title>');
  await writeFile(join(crewDir, 'sw.js'), 'self;');
  await writeFile(join(crewDir, 'assets', 'index-abc123.js'), SCRIPT);
  await writeFile(join(crewDir, 'assets', 'index-abc123.js.gz'), gzipSync(SCRIPT));
  return crewDir;
}

it('the crew app lives under its slash, where its worker may serve it, and neither page nor worker is cached', async () => {
  const { url } = await testServer({ crewDir: await builtApp() });
  const bare = await fetch(`${url}/crew`, { redirect: 'manual' });
  expect([bare.status, bare.headers.get('location')]).toEqual([308, '/crew/']);
  const page = await fetch(`${url}/crew/`, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('Wawar Kru');
  const worker = await fetch(`${url}/crew/sw.js`);
  for (const answer of [page, worker]) expect(answer.headers.get('cache-control')).toBe('no-cache');
});

it('a script goes out compressed to a browser that takes it, and plain to one that does not', async () => {
  const { url } = await testServer({ crewDir: await builtApp() });
  const ask = async (encoding: string) => {
    // `decompress: false` is what node:http does; fetch would hide the encoding.
    const { get } = await import('node:http');
    return await new Promise<{ headers: Record<string, unknown>; body: Buffer }>((done, failed) => {
      get(`${url}/crew/assets/index-abc123.js`, { headers: { 'accept-encoding': encoding } }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => done({ headers: answer.headers, body: Buffer.concat(parts) }));
      }).on('error', failed);
    });
  };
  const small = await ask('gzip, br');
  expect(small.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': expect.stringContaining('javascript'),
    vary: expect.stringContaining('Accept-Encoding'),
  });
  expect(gunzipSync(small.body).toString()).toBe(SCRIPT);
  const plain = await ask('identity');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body.toString()).toBe(SCRIPT);
});
