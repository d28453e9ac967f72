/** Chime, greeting and closing: proposed by one, made, heard and approved by another; then in force. */
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  approveAroundClip,
  getAroundClip,
  getAroundSound,
  proposeAroundClip,
  returnAroundClip,
  withdrawAroundClip,
  type AroundVersion,
} from '../../../core/api/around.ts';
import { createArea } from '../../../core/api/people.ts';
import type { AroundClip } from '../../../core/model/around-clip.ts';
import { measureLoudness } from '../../../media/index.ts';
import { folders } from '../../../server/store/folders.ts';
import { HashStore } from '../../../media/store/index.ts';
import { until } from '../../../tools/api-client.ts';
import { invite, PASSWORD, refusal, setUp, testServer, type Person } from '../support/running-server.ts';

const CONTENT: AroundClip = { chime: true, greeting: 'Warga {kelurahan}.', closing: '' };

async function office() {
  const server = await testServer();
  const admin = await setUp(server);
  const body = { name: 'Rawamelati', level: 'village' as const, code: '99.01.01.1001', parentId: null };
  const area = await admin.api.call(createArea, { body });
  const head = await invite(server, admin, 'kabid', ['approver']);
  return { server, admin, area, head };
}

const proposed = async ({ api }: Person, content: AroundClip): Promise<AroundVersion> => {
  await api.call(proposeAroundClip, { body: content });
  return await until(async () => {
    const { proposed: version } = await api.call(getAroundClip, {});
    return version === null || version.state === 'making' ? undefined : version;
  });
};

test(
  'what is heard around clips is made, heard by another person, approved, and replaced or withdrawn',
  { timeout: 120_000 },
  async () => {
    const { server, admin, area, head } = await office();
    const waiting = await proposed(admin, CONTENT);
    expect(waiting).toMatchObject({
      state: 'waiting',
      content: CONTENT,
      proposedBy: admin.user.id,
      total: 3,
    });
    expect(waiting.parts.map(({ role, areaId }) => [role, areaId])).toEqual([
      ['chime', null],
      ['greeting', null],
      ['greeting', area.id],
    ]);
    const { sha256 } = waiting.parts[2]!;
    const sound = await head.api.call(getAroundSound, { params: { id: waiting.id, sha256 } });
    expect(sound.size).toBe(waiting.parts[2]!.bytes);
    const store = await HashStore.open(folders(server.dataDir).media);
    const loudness = await measureLoudness(store.path(sha256));
    expect(loudness.ok && Math.abs(loudness.value.integratedLufs + 16)).toBeLessThanOrEqual(0.5);

    const approve = (person: Person, id: string, password = PASSWORD) =>
      person.api.call(approveAroundClip, { params: { id }, body: { password } });
    expect(await refusal(approve(head, waiting.id, 'salah sekali'))).toBe('wrong_password');
    expect((await head.api.call(getAroundClip, {})).inForce).toBeNull();
    const { inForce, proposed: none } = await approve(head, waiting.id);
    expect(inForce).toMatchObject({ id: waiting.id, state: 'approved', decidedBy: head.user.id });
    expect(none).toBeNull();

    const body = { name: 'Pasarwetan', level: 'village' as const, code: '99.01.01.1002', parentId: null };
    const newArea = await admin.api.call(createArea, { body });
    expect((await admin.api.call(getAroundClip, {})).missingAreaIds).toEqual([newArea.id]);

    const reason = 'Sebut nama kota juga.';
    const second = await proposed(admin, { ...CONTENT, closing: 'Terima kasih.' });
    const returned = await head.api.call(returnAroundClip, { params: { id: second.id }, body: { reason } });
    expect(returned).toMatchObject({ inForce: { id: waiting.id }, proposed: { state: 'returned', reason } });

    const silent = await admin.api.call(withdrawAroundClip, { params: { id: waiting.id }, body: { reason } });
    expect(silent.inForce).toBeNull();
    expect(
      await refusal(admin.api.call(withdrawAroundClip, { params: { id: waiting.id }, body: { reason } })),
    ).toBe('wrong_state');
  },
);

test(
  'nobody approves what they proposed, nor anything but what is made and waits',
  { timeout: 120_000 },
  async () => {
    const { server, admin } = await office();
    const both = await invite(server, admin, 'ketua', ['editor', 'approver']);
    const decide = (id: string) =>
      both.api.call(approveAroundClip, { params: { id }, body: { password: PASSWORD } });
    const own = await proposed(both, { chime: true, greeting: '', closing: '' });
    expect(await refusal(decide(own.id))).toBe('same_person');
    const unspeakable = await proposed(admin, { chime: false, greeting: '…', closing: '' });
    expect(unspeakable).toMatchObject({ state: 'failed' });
    expect(await refusal(decide(unspeakable.id))).toBe('wrong_state');
    expect(await refusal(decide(own.id))).toBe('wrong_state');
    expect(await refusal(decide('tiada'))).toBe('not_found');

    await rm(folders(server.dataDir).work, { recursive: true });
    const broken = await proposed(admin, { chime: false, greeting: 'Selamat pagi.', closing: '' });
    expect(broken).toMatchObject({ state: 'failed', parts: [] });
  },
);
