import { expect, test } from 'vitest';
import { showSlate, slatePage } from '../../../main/launcher/slate.ts';
import { silentLog } from './rig.ts';

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
