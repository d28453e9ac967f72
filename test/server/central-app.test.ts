import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workFolder } from '../support/work-folder.ts';
import { testServer } from './support/running-server.ts';

const page = (url: string) => fetch(url, { headers: { accept: 'text/html' } });

it('every page of the central app is its one file, never cached; its hashed files are cached for good', async () => {
  const webDir = await workFolder();
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Wawar</title>');
  await writeFile(join(webDir, 'assets', 'main-abc123.js'), 'export {};');
  const { url } = await testServer({ webDir });
  for (const path of ['/', '/setup', '/announcements/abc', '/screens/new']) {
    const answer = await page(url + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toContain('<title>Wawar</title>');
  }
  const script = await fetch(`${url}/assets/main-abc123.js`);
  expect(script.headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
});

it('what is missing is not answered with a page', async () => {
  const webDir = await workFolder();
  await writeFile(join(webDir, 'index.html'), '<!doctype html>');
  const { url } = await testServer({ webDir });
  for (const path of ['/api/nope', '/assets/gone.js', '/ws/nope', '/assets/..%2f..%2fwawar.sqlite']) {
    expect((await page(url + path)).status).toBe(404);
  }
});

it('an app that is not built says which command builds it', async () => {
  const { url } = await testServer({ webDir: join(await workFolder(), 'none') });
  const answer = await page(url);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('npm run build');
});

it('a page may ask for the microphone, the crew’s page for the place, an answer of the API for nothing', async () => {
  const { url } = await testServer();
  const policyOf = async (path: string) => (await page(url + path)).headers.get('permissions-policy') ?? '';
  const [central, crew, api] = await Promise.all(
    ['/announcements/new', '/crew', '/api/health'].map(policyOf),
  );
  expect(central).toContain('microphone=(self)');
  expect(central).toContain('geolocation=()');
  expect(crew).toContain('geolocation=(self)');
  expect(crew).toContain('microphone=()');
  expect(api).not.toContain('self');
});
