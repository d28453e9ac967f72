import { expect, it } from 'vitest';
import { getSoundPicture } from '../../../core/api/sound.ts';
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
