import { access, chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { getHealth } from '../../../core/api/reports.ts';
import { findOnPath } from '../../../media/ffmpeg/binaries.ts';
import { warnWithoutSandbox } from '../../../server/media-tools.ts';
import { DOCUMENTS } from '../../server/matrix/documents.ts';
import { fileOf } from '../../server/matrix/kind.ts';
import { setUp, testServer } from '../../server/support/running-server.ts';
import { makeMedia } from '../../support/make-media.ts';
import { workFolder } from '../../support/work-folder.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();

/** The programs of this machine without bubblewrap, and an office program that leaves a mark when it is started. */
async function withoutBubblewrap(): Promise<{ isStarted: () => Promise<boolean> }> {
  const folder = await workFolder();
  for (const name of ['ffmpeg', 'ffprobe', 'prlimit', 'choom']) {
    const found = await findOnPath(name);
    if (found !== undefined) await symlink(found, join(folder, name));
  }
  const [script, mark] = [join(folder, 'soffice'), join(folder, 'started')];
  await writeFile(script, `#!/bin/sh\n: > ${mark}\n`);
  await chmod(script, 0o755);
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const isStarted = () =>
    access(mark).then(
      () => true,
      () => false,
    );
  return { isStarted };
}

test('a server without a sandbox says so in its log, its health and to administrators, and opens no presentation', async () => {
  const presentation = DOCUMENTS.find(({ file }) => file.endsWith('.odp'));
  if (presentation === undefined) throw new Error('no presentation');
  const files = [await fileOf(presentation), await makeMedia('imageGreenCard')];
  const { isStarted } = await withoutBubblewrap();
  const said: unknown[] = [];
  const log = {
    warn: (...words: unknown[]) => said.push(words),
    error: (...words: unknown[]) => said.push(words),
  };
  await warnWithoutSandbox(log as never);
  expect(said).toEqual([
    [
      { reason: 'bubblewrap is not installed' },
      'uploads are opened without a sandbox, presentations are refused',
    ],
  ]);

  const server = await testServer();
  const admin = await setUp(server);
  expect(await admin.api.call(getHealth, {})).toMatchObject({ status: 'degraded', sandbox: 'limits_only' });
  const codes: string[] = [];
  for (const path of files) {
    const asset = await admin.api.settledAsset(await admin.api.upload(path));
    codes.push(asset.rejection?.code ?? asset.state);
  }
  expect(codes).toEqual(['slides', 'ready']);
  expect(await isStarted()).toBe(false);

  const { page, complaints } = await office.sit(server.url, 'admin', '/media');
  await page.getByText('unggahan dibuka tanpa kotak pasir').waitFor();
  await picture(page, 'no-sandbox');
  expect(complaints).toEqual([]);
});
