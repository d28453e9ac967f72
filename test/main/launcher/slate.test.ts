import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SLATE_ENV, showElectronSlate } from '../../../main/launcher/electron-slate.ts';
import { slatePage } from '../../../main/launcher/slate-page.ts';
import { showSlate } from '../../../main/launcher/slate.ts';
import { workFolder } from '../../support/work-folder.ts';
import { silentLog, until } from './rig.ts';

test('the slate names the city and the trouble, and nothing in the name becomes markup', () => {
  const page = slatePage('Kota <script>"Uji"');
  expect(page).toContain('Perangkat lunak rusak');
  expect(page).toContain('Kota &#60;script&#62;&#34;Uji&#34;');
  expect(page).not.toContain('<script');
  expect(slatePage(null)).toContain('<h1>Wawar</h1>');
});

test('it opens in a real browser, and goes', async () => {
  const rect = { x: 0, y: 0, widthPx: 384, heightPx: 192 };
  const shown = await showSlate({ rect, headless: true, kiosk: true }, 'Kota Tirtaraya', silentLog);
  await shown.close();
});

test('Electron is started for it, again when it is lost, and is gone when it is closed', async () => {
  const folder = await workFolder();
  const started = join(folder, 'started');
  const program = join(folder, 'slate.mjs');
  // Stands in for Electron: notes what it is to show, and crashes the first time.
  await writeFile(
    program,
    `import { appendFileSync, readFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(started)}, process.pid + ' ' + process.env.${SLATE_ENV} + '\\n');
     if (readFileSync(${JSON.stringify(started)}, 'utf8').split('\\n').length === 2) process.exit(1);
     setInterval(() => undefined, 1000);`,
  );
  const look = { cityName: 'Kota Uji', rect: { x: -384, y: 0, widthPx: 384, heightPx: 192 }, kiosk: true };
  const slate = showElectronSlate(process.execPath, look, silentLog, { program, againMs: 10 });
  onTestFinished(() => slate.close());
  const lines = async () => (await readFile(started, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  await until(async () => (await lines()).length === 2, 'a second start');
  const [pid = '', ...shown] = (await lines())[1]?.split(' ') ?? [];
  expect(JSON.parse(shown.join(' '))).toEqual(look);
  await slate.close();
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});
