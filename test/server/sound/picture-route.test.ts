import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { getSoundPicture } from '../../../core/api/sound.ts';
import { urlOf } from '../../../core/api/url.ts';
import { makeMedia } from '../../support/make-media.ts';
import { addAgency, invite, refusal, setUp, testServer } from '../support/running-server.ts';

it(
  'an upload with sound has a picture of it, for those who may see the upload',
  { timeout: 120_000 },
  async () => {
    const server = await testServer();
    const admin = await setUp(server);
    const [own, other] = [await addAgency(admin, 'Dinkes'), await addAgency(admin, 'Dishub')];
    const nurse = await invite(server, admin, 'dinkes', ['contributor'], own.id);
    const stranger = await invite(server, admin, 'dishub', ['contributor'], other.id);
    const sound = await nurse.api.upload(await makeMedia('audioVoice'));
    const still = await nurse.api.upload(await makeMedia('imageGreenCard'));
    for (const id of [sound, still]) await nurse.api.settledAsset(id);

    const picture = await nurse.api.call(getSoundPicture, { params: { id: sound } });
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect([picture.type, bytes.subarray(1, 4).toString('latin1')]).toEqual(['image/png', 'PNG']);
    const again = await nurse.api.call(getSoundPicture, { params: { id: sound } });
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await refusal(stranger.api.call(getSoundPicture, { params: { id: sound } }))).toBe('other_agency');
    expect(await refusal(nurse.api.call(getSoundPicture, { params: { id: still } }))).toBe('not_found');
  },
);

it(
  'a picture whose asker has left is finished before the server is closed',
  { timeout: 120_000 },
  async () => {
    const server = await testServer();
    const admin = await setUp(server);
    const sound = await admin.api.upload(await makeMedia('audioVoice'));
    await admin.api.settledAsset(sound);
    const folder = join(server.dataDir, 'sound-pictures');
    const leave = new AbortController();
    const asked = fetch(server.url + urlOf(getSoundPicture, { params: { id: sound } }), {
      headers: { cookie: admin.api.cookie },
      signal: leave.signal,
    });
    await vi.waitFor(async () => expect(await readdir(folder)).not.toEqual([]), {
      interval: 5,
      timeout: 10_000,
    });
    leave.abort();
    await expect(asked).rejects.toThrow();
    await server.close();
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.png$/)]);
  },
);
