import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PAYLOAD_TYPE } from '../../../core/trust/index.ts';
import { BundleFiles } from '../../../main/store/bundle-files.ts';
import { Postponed } from '../../../main/store/postponed.ts';

const silent = () => undefined;
const envelope = { payloadType: PAYLOAD_TYPE.manifest, payload: '', signatures: [] };

test('damaged manifests stay until a good one is stored, then they are gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-bundles-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const damaged = ['1-3.json', '1-4.json', '1-9.json'];
  for (const name of damaged) await writeFile(join(folder, name), 'x');
  const log = { info: silent, warn: silent, error: silent };
  const files = await BundleFiles.open(folder, log, new Postponed());
  expect(files.newestFirst).toEqual([]);
  expect((await readdir(folder)).toSorted()).toEqual(damaged);
  // What is stored under the name of a damaged one stays.
  for (const version of [4, 5]) {
    const record = { roots: [envelope], manifest: envelope, approvals: [] };
    await files.add({ rootVersion: 1, version, pinnedSha256: '', record });
  }
  expect((await readdir(folder)).toSorted()).toEqual(['1-4.json', '1-5.json']);
});
