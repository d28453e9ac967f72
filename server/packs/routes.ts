import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { getPack, previewPack } from '../../core/api/reports.ts';
import { getScreenPack, previewScreenPack } from '../../core/api/usb.ts';
import { MobileUnit, type Screen } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import type { DirectorServices } from '../director-services.ts';
import type { Services } from '../services.ts';
import type { Pack } from './seal.ts';
import type { Response } from 'express';
import { recorded } from '../store/change.ts';
import { screenOf } from '../store/screens.ts';
import { findingsOf } from './findings.ts';
import { leftOutOf } from './left-out.ts';
import { makeScreenPack, screenPackPreview } from './screen-pack.ts';
import { Loops } from './loops.ts';
import { makePack, packDay } from './pack.ts';

/** What is carried away as files: sound for cars, content for walls without a player of ours. */
export function packRoutes(services: DirectorServices): Route[] {
  const loops = new Loops(join(services.dataDir, 'packs'), services.mediaStore);
  const noted = (
    userId: string,
    subjectKind: string,
    subjectId: string,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> =>
    recorded(
      services,
      { userId, action: 'pack.downloaded', subjectKind, subjectId, detail },
      async () => undefined,
    );
  return [
    bind(previewPack, async ({ params, query }) => {
      const unit = await unitOf(services, params.id);
      const { clips, day, tours } = await packDay(services, unit, query.date);
      return {
        unitId: unit.id,
        date: query.date,
        findings: [
          ...(await leftOutOf(services.db, tours, clips, day)),
          ...findingsOf(clips, day, services.nowMs()),
        ],
        clips: clips.map(({ number, announcementId, title, durationMs, areaNames, lastAirMs }) => ({
          number,
          announcementId,
          title,
          durationMs,
          areaNames: [...areaNames],
          lastAirMs,
        })),
      };
    }),
    bind(getPack, async ({ params, query, user, res }) => {
      const unit = await unitOf(services, params.id);
      const pack = await makePack(services, loops, unit, query.date);
      await noted(user.id, 'mobile_unit', unit.id, query);
      await send(pack, res);
    }),
    bind(previewScreenPack, async ({ params, query }) =>
      screenPackPreview(services, await screenById(services, params.id), query),
    ),
    bind(getScreenPack, async ({ params, query, user, res }) => {
      const screen = await screenById(services, params.id);
      const pack = await makeScreenPack(services, screen, query);
      await noted(user.id, 'screen', screen.id, query);
      await send(pack, res);
    }),
  ];
}

async function send({ fileName, stream }: Pack, res: Response): Promise<void> {
  res.setHeader('content-type', 'application/zip');
  res.setHeader('content-disposition', `attachment; filename="${fileName}"`);
  await pipeline(stream, res);
}

async function screenById({ db }: Services, id: string): Promise<Screen> {
  const row = await db.selectFrom('screens').selectAll().where('id', '=', id).executeTakeFirst();
  return screenOf(orNotFound(row));
}

async function unitOf(services: Services, id: string): Promise<MobileUnit> {
  const row = await services.db
    .selectFrom('mobile_units')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  const { spec } = orNotFound(row);
  return MobileUnit.parse({ id, ...(JSON.parse(spec) as object) });
}
