/**
 * Every kind of file people send, through a real server: a slice in `npm test`, all of them, and docs/media-matrix.md
 * written, with `WAWAR_MATRIX=full`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listJobs } from '../../../core/api/announcements.ts';
import { createScreen } from '../../../core/api/screens.ts';
import { findOnPath } from '../../../media/ffmpeg/binaries.ts';
import { startServer, type RunningServer } from '../../../server/index.ts';
import { screenWith } from '../support/content.ts';
import { addAgency, setUp } from '../support/running-server.ts';
import { DOCUMENTS } from './documents.ts';
import { fileOf, type Kind } from './kind.ts';
import { OTHERS } from './others.ts';
import { outcomeOf, type City, type Outcome } from './outcome.ts';
import { PICTURES } from './pictures.ts';
import { SOUNDS } from './sounds.ts';
import { rowOf, writeTable, writtenRows } from './table.ts';
import { VIDEOS } from './videos.ts';

const isFull = process.env['WAWAR_MATRIX'] === 'full';
const GROUPS = [
  ['Video', VIDEOS],
  ['Pictures', PICTURES],
  ['Documents', DOCUMENTS],
  ['Sound', SOUNDS],
  ['What is none of these', OTHERS],
] as const;

// The largest panorama is made, sent, judged and placed within one test.
vi.setConfig({ testTimeout: 240_000 });

let server: RunningServer;
let city: City;
const rows = new Map<Kind, string>();

beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wawar-matrix-'));
  server = await startServer({ port: 0, logLevel: 'silent', dataDir });
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  await admin.api.call(createScreen, { body: screenWith('Alun-alun', 192, 96) });
  city = { admin, agencyId: agency.id, dataDir };
});

afterAll(async () => {
  await server.close();
  await rm(city.dataDir, { recursive: true, force: true });
  if (!isFull || rows.size === 0) return;
  // Kinds that a filter left out, or whose program is not on this machine, keep the row they had.
  const before = await writtenRows();
  const rowFor = (kind: Kind): string => rows.get(kind) ?? before.get(kind.name) ?? '';
  await writeTable(
    GROUPS.map(([title, kinds]) => [title, kinds.map(rowFor).filter((row) => row !== '')] as const),
  );
});

const jobError = async (subjectId: string): Promise<string> => {
  const jobs = await city.admin.api.call(listJobs, {});
  return jobs.find((job) => job.subjectId === subjectId)?.error?.code ?? '';
};

function expectAsSaid({ expect: expected }: Kind, outcome: Outcome): void {
  if (expected.as === 'refused') {
    expect(outcome.refused).toBe(expected.code);
    return;
  }
  expect(outcome.refused).toBeNull();
  const kinds = { video: 'video', still: 'image', sound: 'audio' } as const;
  expect(outcome.rendition).toMatchObject({ kind: kinds[expected.as] });
  if ('look' in expected) expect(outcome.seen).toEqual(expected.look.map(([, , colour]) => colour));
  if (expected.as === 'still') return;
  expect(outcome.tone).toBe(expected.tone);
  if (expected.tone != null) expect(Math.abs((outcome.lufs ?? 0) + 16)).toBeLessThanOrEqual(1);
}

test('every kind has a name of its own, by which its row is kept', () => {
  const names = GROUPS.flatMap(([, kinds]) => kinds.map(({ name }) => name));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each(GROUPS)('%s', (_title, kinds) => {
  const chosen = kinds.filter(({ always }) => isFull || always === true);
  test.each(chosen)('$name', async (kind) => {
    const isThere = kind.needs === undefined || (await findOnPath(kind.needs.program)) !== undefined;
    const outcome = await outcomeOf(city, kind, await fileOf(kind), jobError);
    if (!isThere) {
      expect(outcome.refused).toBe(kind.needs?.code);
      return;
    }
    expectAsSaid(kind, outcome);
    const row = rowOf(kind, outcome);
    rows.set(kind, row);
    if (!isFull) expect((await writtenRows()).get(kind.name)).toBe(row);
  });
});
