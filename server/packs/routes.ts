import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { getPack, previewPack } from '../../core/api/reports.ts';
import { MobileUnit } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { findingsOf } from './findings.ts';
import { Loops } from './loops.ts';
import { makePack, packDay } from './pack.ts';

/** Audio packs for the loudspeaker cars. */
export function packRoutes(services: Services): Route[] {
  const loops = new Loops(join(services.dataDir, 'packs'));
  return [
    bind(previewPack, async ({ params, query }) => {
      const unit = await unitOf(services, params.id);
      const { clips, day } = await packDay(services, unit, query.date);
      return {
        unitId: unit.id,
        date: query.date,
        findings: findingsOf(clips, day, services.nowMs()),
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
      await services.db.transaction().execute((trx) =>
        audit(trx, {
          atMs: services.nowMs(),
          userId: user.id,
          action: 'pack.downloaded',
          subjectKind: 'mobile_unit',
          subjectId: unit.id,
          detail: { date: query.date },
        }),
      );
      res.setHeader('content-type', 'application/zip');
      res.setHeader('content-disposition', `attachment; filename="${pack.fileName}"`);
      await pipeline(pack.stream, res);
    }),
  ];
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
