import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { picture } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import {
  playing,
  QUICK_LIMITS,
  refusalOf,
  untilTakenAgain,
  untilWhole,
  type Playing,
} from './support/playing.ts';

/** What `playing` put on screen can still be read by the page, and nothing was said to it. */
async function expectUndisturbed({ rig }: Playing, told: number): Promise<void> {
  expect(rig.page.states).toHaveLength(told);
  const item = rig.page.state?.programme?.items[0];
  const sha256 = item !== undefined && item.kind !== 'ticker' ? item.mediaSha256 : '';
  expect((await rig.page.fetch(`/media/${sha256}`)).status).toBe(200);
}

test('[F7] an endless manifest is cut at the largest size there may be', async () => {
  const player = await playing();
  const told = player.rig.page.states.length;
  expect(await refusalOf(player, { body: 'endless' })).toBe('too_large');
  await expectUndisturbed(player, told);
  const sentMib = Math.round(player.rig.director.badBytesSent / 2 ** 20);
  expect(sentMib).toBeLessThan(64 + 16);
  await untilTakenAgain(player);
  figure(`manifest cut after ${sentMib} MiB of a limit of 64`);
});

test('[F7] an endless file is cut at its declared length, and is whole once the server behaves', async () => {
  const { rig } = await playing();
  const bytes = picture(2_500_000);
  rig.director.misbehave({ mediaBody: 'endless' });
  const { version } = rig.director.publish([{ id: 'panjang', bytes }]);
  await rig.director.until(
    () => rig.service.status().faults.some(({ detail }) => detail.includes('too_large')),
    'cut',
  );
  const folder = join(rig.dataDir, 'media');
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  const sizes = await Promise.all(parts.map(async (name) => (await stat(join(folder, name))).size));
  expect(sizes).toHaveLength(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(bytes.length);
  rig.director.misbehave({});
  await untilWhole(rig, version);
  figure(`file: ${Math.max(...sizes)} of ${bytes.length} declared bytes on disk when cut`);
});

test('[F8] an answer of one byte a second is given up, playback goes on, and it is asked for again', async () => {
  const player = await playing(full(null, QUICK_LIMITS));
  const { rig } = player;
  const told = rig.page.states.length;
  const startedMs = performance.now();
  rig.director.misbehave({ body: 'trickle' });
  const slow = rig.director.publish([{ id: 'pelan', bytes: picture() }]);
  await rig.director.until(
    () =>
      rig.logged.some(
        ({ event, context }) => event === 'manifest_not_fetched' && context['code'] === 'too_slow',
      ),
    'the manifest given up',
    40_000,
  );
  figure(`manifest given up after ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
  await expectUndisturbed(player, told);
  rig.director.misbehave({ mediaBody: 'trickle' });
  await rig.untilState((state) => state.manifestVersion === slow.version, 'fetched after all');
  await rig.director.until(
    () =>
      rig.service
        .status()
        .faults.some(({ code, detail }) => code === 'download_failed' && /less than/.test(detail)),
    'the file given up',
    40_000,
  );
  rig.director.misbehave({});
  await rig.director.until(() => rig.page.state?.unavailable.length === 0, 'whole at last', 40_000);
});
