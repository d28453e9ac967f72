/** A car's stick through the real server: what its tours need is on it, or told; what is damaged is never called whole. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  createAnnouncement,
  getAnnouncement,
  withdrawAnnouncement,
} from '../../../core/api/announcements.ts';
import { createArea } from '../../../core/api/people.ts';
import { createUnit, getPack, previewPack } from '../../../core/api/reports.ts';
import { createTour } from '../../../core/api/tours.ts';
import type { AnnouncementContent } from '../../../core/model/catalogue.ts';
import { packDay } from '../../../server/packs/pack.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { until } from '../../../tools/api-client.ts';
import { localDateOf } from '../../../tools/demo/dates.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { approve, city, DAY_MS, HOUR_MS, submit, type City } from '../director/support/city.ts';
import { contentWith } from '../support/content.ts';
import { refusal } from '../support/running-server.ts';

const DATE = localDateOf(Date.now() + 2 * DAY_MS, 'Asia/Jakarta');

/** A car at home in one kelurahan, another that it is sent to, and a third. */
async function car(where: City) {
  const areaOf = async (name: string, code: string): Promise<string> => {
    const body = { name, level: 'village' as const, code, parentId: null };
    return (await where.admin.api.call(createArea, { body })).id;
  };
  const home = await areaOf('Karangseruni', '99.01');
  const away = await areaOf('Rawamelati', '99.02');
  const third = await areaOf('Sukatirta', '99.03');
  const unit = await where.admin.api.call(createUnit, {
    body: { name: 'Mobil 1', plate: '', agencyId: null, areaIds: [home] },
  });
  return { unit, away, third };
}

const contentOf = ({ agencyId }: City, title: string, changes: Partial<AnnouncementContent> = {}) =>
  contentWith(agencyId, {
    title,
    outputs: { screen: false, ticker: false, mobile: true },
    script: `${title}, hubungi 112.`,
    ...changes,
  });

/** Spoken, and agreed to. */
async function approved(where: City, title: string, changes?: Partial<AnnouncementContent>) {
  const { id } = await submit(where.editor, contentOf(where, title, changes));
  const spoken = await until(async () => {
    const now = await where.editor.api.call(getAnnouncement, { params: { id } });
    return now.rendering === 'running' ? undefined : now;
  });
  return approve(where, spoken);
}

/** A tour that goes where its only stop lies. */
const tourTo = ({ admin }: City, unitId: string, areaId: string, clips: string[]) =>
  admin.api.call(createTour, {
    body: {
      unitId,
      crewIds: [],
      date: DATE,
      startLocal: '08:00',
      endLocal: '11:00',
      areaIds: [],
      stops: [{ name: 'Terminal', point: null, areaId, arriveLocal: null, leaveLocal: null }],
      clips,
      repeats: 1,
      gapMs: 5000,
      note: '',
    },
  });

it('a stick has what its tours name and emergencies of where they go; what is left out is told', async () => {
  const where = await city();
  const { api } = where.editor;
  const { unit, away, third } = await car(where);
  // Upstream of where the car goes: somebody decided that it is heard there.
  const flood = await approved(where, 'Banjir', { areaIds: [third] });
  const over = await approved(where, 'Lewat', { validUntilMs: Date.now() + HOUR_MS });
  const draft = await api.call(createAnnouncement, { body: contentOf(where, 'Naskah') });
  await tourTo(where, unit.id, away, [over.id, flood.id, draft.id]);
  const urgent = await approved(where, 'Darurat', { areaIds: [away], emergency: true });

  const look = () => api.call(previewPack, { params: { id: unit.id }, query: { date: DATE } });
  const preview = await look();
  expect(preview.clips.map(({ announcementId }) => announcementId)).toEqual([urgent.id, flood.id]);
  const leftOut = [
    { code: 'left_out', announcementId: over.id, title: 'Lewat', why: 'over' },
    { code: 'left_out', announcementId: draft.id, title: 'Naskah', why: 'not_approved' },
  ];
  expect(preview.findings.filter(({ code }) => code === 'left_out')).toEqual(leftOut);

  await api.call(withdrawAnnouncement, { params: { id: flood.id }, body: { reason: 'Air surut.' } });
  const withdrawn = { code: 'left_out', announcementId: flood.id, title: 'Banjir', why: 'withdrawn' };
  const later = await look();
  expect(later.clips.map(({ announcementId }) => announcementId)).toEqual([urgent.id]);
  expect(later.findings.filter(({ code }) => code === 'left_out')).toEqual([withdrawn, ...leftOut]);

  // Greeted there is the kelurahan of the stop.
  await where.server.close();
  const db = await openDatabase(join(where.server.dataDir, 'wawar.sqlite'));
  onTestFinished(() => db.destroy());
  expect((await packDay({ db }, unit, DATE)).areaIds).toEqual([away]);
}, 60_000);

it('a recording that is not what was approved any more is never packed, nor mixed into a loop', async () => {
  const where = await city();
  const { unit } = await car(where);
  const { renditions } = await approved(where, 'Imunisasi');
  const { dataDir } = where.server;
  await flipBit(join(dataDir, 'media', renditions[0]?.sha256 ?? ''), 5000);

  const request = { params: { id: unit.id }, query: { date: DATE } };
  expect(await refusal(where.editor.api.call(getPack, request))).toBe('media_damaged');
  expect(await readdir(join(dataDir, 'packs'))).toEqual([]);
}, 60_000);
