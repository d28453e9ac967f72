import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { getHealth } from '../../core/api/reports.ts';
import { createAnnouncement, listJobs, retryAsset } from '../../core/api/announcements.ts';
import { findOnPath } from '../../media/ffmpeg/binaries.ts';
import { sandboxState } from '../../media/index.ts';
import { empty } from '../support/hostile-media.ts';
import { makeMedia } from '../support/make-media.ts';
import { workFolder } from '../support/work-folder.ts';
import { contentWith } from './support/content.ts';
import { addAgency, refusal, setUp, testServer } from './support/running-server.ts';

/** A bubblewrap that works as long as a file is not there. */
async function breakableSandbox(): Promise<{ broken: string }> {
  const folder = await workFolder();
  const [script, broken] = [join(folder, 'bwrap'), join(folder, 'broken')];
  const real = (await findOnPath('bwrap')) ?? '';
  await writeFile(
    script,
    `#!/bin/sh\n[ -e ${broken} ] && echo "bwrap: No permissions to create new namespace" >&2 && exit 1\nexec ${real} "$@"\n`,
  );
  await chmod(script, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return { broken };
}

test('an upload that met a fault of the server stays, over a restart too, and is looked at again when asked', async (context) => {
  if ((await findOnPath('bwrap')) === undefined) context.skip();
  const { broken } = await breakableSandbox();
  expect(await sandboxState()).toMatchObject({ kind: 'bubblewrap' });
  const first = await testServer();
  const admin = await setUp(first);
  const health = await admin.api.call(getHealth, {});
  expect(health).toMatchObject({ ffmpeg: true, sandbox: 'bubblewrap' });

  await writeFile(broken, '');
  const path = await makeMedia('imageGreenCard');
  const [id, refused] = [
    await admin.api.upload(path),
    await admin.api.upload(await empty(await workFolder())),
  ];
  const failed = await admin.api.settledAsset(id);
  expect(failed).toMatchObject({ state: 'rejected', rejection: { code: 'program_failed' } });
  expect(await admin.api.settledAsset(refused)).toMatchObject({ rejection: { code: 'empty' } });
  expect(await refusal(admin.api.call(retryAsset, { params: { id: refused } }))).toBe('wrong_state');
  await first.close();

  const second = await testServer({ dataDir: first.dataDir, port: first.port });
  expect(await readdir(join(first.dataDir, 'incoming'))).toEqual([id]);
  expect(await admin.api.call(retryAsset, { params: { id } })).toMatchObject({ state: 'processing' });
  expect(await admin.api.settledAsset(id)).toMatchObject({ rejection: { code: 'program_failed' } });

  const { id: agencyId } = await addAgency(admin);
  const emergency = contentWith(agencyId, { emergency: true, screenAssetId: id });
  await admin.api.call(createAnnouncement, { body: emergency });
  await rm(broken);
  await admin.api.call(retryAsset, { params: { id } });
  expect(await admin.api.settledAsset(id)).toMatchObject({ state: 'ready', rejection: null });
  const looks = (await admin.api.call(listJobs, {})).filter(({ subjectId }) => subjectId === id);
  expect(looks.map(({ priority }) => priority)).toEqual(['normal', 'normal', 'urgent']);
  expect(await refusal(admin.api.call(retryAsset, { params: { id } }))).toBe('wrong_state');
  await expect.poll(() => readdir(join(second.dataDir, 'incoming'))).toEqual([]);
});
