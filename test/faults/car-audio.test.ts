/** What a loudspeaker car is given: approved like everything else, and neither too soft nor too loud. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { approveAroundClip, getAroundClip, proposeAroundClip } from '../../core/api/around.ts';
import { getRoots } from '../../core/api/device.ts';
import { createUnit, getPack } from '../../core/api/reports.ts';
import { checkPack, checkRoot, openPinnedRoot, rootHash, signEnvelope } from '../../core/trust/index.ts';
import { measureLoudness } from '../../media/index.ts';
import { LOOP_NAME } from '../../server/packs/file-names.ts';
import { loadOrMakeKey, PUBLISHER_KEY } from '../../server/trust/key-files.ts';
import { ApiClient, until } from '../../tools/api-client.ts';
import { localDateOf } from '../../tools/demo/dates.ts';
import { must, openPack } from '../e2e/support/pack.ts';
import { approve, city, inReview, type City } from '../server/director/support/city.ts';
import { PASSWORD } from '../server/support/running-server.ts';
import { makeMedia } from '../support/make-media.ts';
import { workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';

const TARGET_LUFS = -16;
const TOLERANCE_LU = 0.5;
const LIMIT_DBTP = -1.5;

const isSound = ({ path }: { path: string }): boolean => path.endsWith('.mp3');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A chime and a greeting, proposed by one and approved by another. */
async function approveAround({ admin, approver }: City): Promise<void> {
  await admin.api.call(proposeAroundClip, { body: { chime: true, greeting: 'Selamat pagi.', closing: '' } });
  const id = await until(async () => {
    const { proposed } = await admin.api.call(getAroundClip, {});
    return proposed?.state === 'waiting' ? proposed.id : undefined;
  });
  await approver.api.call(approveAroundClip, { params: { id }, body: { password: PASSWORD } });
}

test('[F60] car audio obeys the signature rule of pictures, and its loudness is in range', async () => {
  const where = await city();
  const { admin, editor, server } = where;
  const unit = { plate: '', agencyId: null, areaIds: [], voicing: 'horn' as const };
  const { id: unitId } = await admin.api.call(createUnit, { body: { name: 'Mobil 1', ...unit } });
  const recording = await editor.api.settledAsset(await editor.api.upload(await makeMedia('audioPeaky')));
  const outputs = { screen: false, ticker: false, mobile: true };
  const spoken = await inReview(where, 'naskah', {
    outputs,
    script: 'Air naik, hubungi 112.',
    screenAssetId: recording.id,
  });
  const recorded = await inReview(where, 'rekaman', {
    outputs,
    audioAssetId: recording.id,
    screenAssetId: recording.id,
  });
  for (const one of [spoken, recorded]) await approve(where, one);
  await approveAround(where);

  const query = { date: localDateOf(Date.now(), 'Asia/Jakarta') };
  const zip = await editor.api.call(getPack, { params: { id: unitId }, query });
  const folder = await workFolder();
  const { statement } = await openPack(server.url, unitId, Buffer.from(await zip.arrayBuffer()), folder);

  // Approved and no other; each file is what its approval names, bit for bit.
  const clips = statement.files.filter((file) => file.announcementId !== null);
  expect(new Set(clips.map((file) => file.announcementId))).toEqual(new Set([spoken.id, recorded.id]));
  for (const clip of clips) {
    const bytes = await readFile(join(folder, clip.path));
    expect(sha256(bytes)).toBe(clip.sha256);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expect(statement.files.map((file) => file.sha256)).not.toContain(sha256(bytes));
  }

  // Whoever stole the server's key can sign a pack, and still no reader plays what nobody approved.
  const publisher = await loadOrMakeKey(server.dataDir, PUBLISHER_KEY);
  const [first, ...later] = await new ApiClient(server.url).call(getRoots, {});
  if (first === undefined) throw new Error('the server has no root');
  const root = must(checkRoot(must(openPinnedRoot(first, rootHash(first))), later));
  const chime = statement.files.find(
    (file) => file.announcementId === null && isSound(file) && file.path !== LOOP_NAME,
  );
  if (chime === undefined) throw new Error('nothing is heard around the clips');
  const swapped = statement.files.map((file) =>
    file === clips[0] ? { ...file, sha256: chime.sha256, bytes: chime.bytes } : file,
  );
  const forged = signEnvelope('pack', { ...statement, files: swapped }, [publisher]);
  expect(checkPack(forged, root, { unitId })).toMatchObject({ ok: false, error: { code: 'uncovered' } });

  // Clips and what is around them; the loop is mixed from these.
  const heard = statement.files.filter((file) => isSound(file) && file.path !== LOOP_NAME);
  expect(heard.length).toBeGreaterThan(clips.length);
  const levels: number[] = [];
  for (const { path } of heard) {
    const loudness = must(await measureLoudness(join(folder, path)));
    expect(Math.abs(loudness.integratedLufs - TARGET_LUFS), path).toBeLessThanOrEqual(TOLERANCE_LU);
    expect(loudness.truePeakDbtp, path).toBeLessThanOrEqual(LIMIT_DBTP);
    levels.push(loudness.integratedLufs);
  }
  const range = `${Math.min(...levels).toFixed(1)} to ${Math.max(...levels).toFixed(1)} LUFS`;
  figure(`${clips.length} approved clips, forged one uncovered; ${heard.length} files at ${range}`);
});
