/** A page that does all it can to bring something of the browser onto the wall. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { jsonLog } from '../../main/log.ts';
import { ChromiumShell } from '../../main/shell/chromium/chromium-shell.ts';
import { findChromium } from '../../main/shell/chromium/find.ts';
import { startDesktop } from '../support/desktop.ts';
import { capture } from '../support/screen-capture.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { OPENBOX_CONFIG, PICTURE_GREY, WALL, WallReader } from './support/wall.ts';

const TRICKS: Readonly<Record<string, string>> = {
  'a message box': `alert('rahasia')`,
  'a question': `confirm('rahasia'); prompt('rahasia')`,
  'a question on leaving': `onbeforeunload = (event) => event.preventDefault(); location = '/?moved'`,
  printing: `print()`,
  notifications: `Notification.requestPermission(); new Notification('rahasia')`,
  'camera and microphone': `navigator.mediaDevices?.getUserMedia({ audio: true, video: true }).catch(() => 0)`,
  place: `navigator.geolocation.getCurrentPosition(() => 0)`,
  'another window': `open('about:blank', '', 'width=100,height=100'); open('/?second')`,
  'a download': `location = '/download'`,
  'another program': `location = 'mailto:a@b.c'`,
  'a wrong address': `location = 'http://127.0.0.1:1/'`,
  'a password': `fetch('/password')`,
  'a file': `document.createElement('input').showPicker?.()`,
  'full screen': `document.documentElement.requestFullscreen().catch(() => 0)`,
  'a locked pointer': `document.documentElement.requestPointerLock()`,
};

const TRIED = full(Object.keys(TRICKS), ['a question on leaving', 'another window', 'a password']);

const page = (trick: string): string => `<!doctype html>
<html style="background:rgb(${PICTURE_GREY},${PICTURE_GREY},${PICTURE_GREY})"><body>
<script>setTimeout(() => { ${trick} }, 1500); setTimeout(() => fetch('/done'), 3000);</script>`;

test('[F54] whatever a page tries, nothing but it or black is seen', { timeout: 10 * 60_000 }, async () => {
  const desktop = await startDesktop(WALL.widthPx, WALL.heightPx, OPENBOX_CONFIG);
  process.env['DISPLAY'] = desktop.display;
  const samples = await capture(desktop.display, WALL, new WallReader().read);
  let trick = '';
  let onDone = (): void => undefined;
  const server = createServer((request, response) => {
    if (request.url === '/done') onDone();
    if (request.url === '/password') {
      response.statusCode = 401;
      response.setHeader('www-authenticate', 'Basic realm="rahasia"');
    }
    if (request.url === '/download') response.setHeader('content-disposition', 'attachment; filename=a.bin');
    response.setHeader('content-type', 'text/html');
    response.end(page(request.url === '/' ? trick : ''));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const shell = new ChromiumShell({
    executable: await findChromium(process.env),
    ...{ headless: false, kiosk: true, rect: WALL, log: jsonLog({ write: () => 0 }, Date.now) },
  });
  onTestFinished(async () => {
    await shell.close();
    server.closeAllConnections();
    server.close();
    await samples.stop();
    await desktop.close();
  });
  const seen = new Map<string, number>();
  for (const name of TRIED) {
    trick = TRICKS[name] ?? '';
    samples.forget();
    const done = new Promise<void>((resolve) => (onDone = resolve));
    await shell.restart({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    await samples.until((all) => all.at(-1)?.what === 'picture');
    // A page that was left, or hangs in a question, says no more.
    await Promise.race([done, samples.until((all) => all.length > 360)]);
    const strange = samples.samples.filter(({ what }) => what !== 'picture' && what !== 'black').length;
    if (strange > 0) seen.set(name, strange);
  }
  figure(`${TRIED.length} tricks of a page: ${seen.size} seen`);
  expect(Object.fromEntries(seen)).toEqual({});
});
