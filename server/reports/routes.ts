import type { Response } from 'express';
import { once } from 'node:events';
import {
  getAsRun,
  getAsRunCsv,
  getCarProof,
  getProofOfPlay,
  getProofOfPlayCsv,
} from '../../core/api/reports.ts';
import { inScope } from '../auth/users.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { languageOf } from '../http/problem.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { newestPlays, playsOf, readNames, type Period } from './as-run.ts';
import { carProof } from './car-proof.ts';
import { csvLine, csvStart, seconds } from './csv.ts';
import { CSV_TEXT } from './csv-text.ts';
import { localTimes } from './local-time.ts';
import { proofOfPlay } from './proof-of-play.ts';
import { proofOfPlayCsv } from './proof-of-play-csv.ts';

const AS_RUN_LIMIT = 1000;
const DAY_MS = 86_400_000;
/** A leap year and a day; what is planned is computed day by day. */
const LONGEST_PERIOD_MS = 367 * DAY_MS;

export function reportRoutes(services: DirectorServices): Route[] {
  const { db } = services;
  return [
    bind(getAsRun, async ({ query, user }) => {
      checkPeriod(query);
      const names = await readNames(db);
      const rows = await newestPlays(db, query, user, AS_RUN_LIMIT);
      return rows.map((row) => ({ ...row, title: names.title(row.announcementId) }));
    }),

    bind(getAsRunCsv, async ({ query, user, req, res }) => {
      checkPeriod(query);
      const text = CSV_TEXT[query.language ?? languageOf(req)];
      const names = await readNames(db);
      const time = await localTimes(services, query);
      startCsv(res, 'log-tayang.csv');
      await write(res, csvStart() + csvLine(text.asRun));
      for await (const page of playsOf(db, query, user)) {
        const lines = page.map((play) =>
          csvLine([
            names.screen(play.screenId),
            names.title(play.announcementId),
            play.zone,
            time(play.startMs),
            time(play.endMs),
            seconds(play.endMs - play.startMs),
            play.complete ? text.yes : text.no,
          ]),
        );
        await write(res, lines.join(''));
      }
      res.end();
    }),

    bind(getProofOfPlay, ({ query, user }) => {
      checkPeriod(query);
      return proofOfPlay(services, query, user);
    }),

    bind(getProofOfPlayCsv, async ({ query, user, req, res }) => {
      checkPeriod(query);
      const csv = await proofOfPlayCsv(services, query, user, query.language ?? languageOf(req));
      startCsv(res, 'bukti-tayang.csv');
      res.end(csv);
    }),

    bind(getCarProof, async ({ params: { id }, user }) => {
      const row = await db
        .selectFrom('announcements')
        .select(['agency_id', 'created_at_ms'])
        .where('id', '=', id)
        .executeTakeFirst();
      const { agency_id: agencyId, created_at_ms: createdAtMs } = orNotFound(row);
      if (!inScope(user, agencyId)) throw new Refusal('not_found');
      // A tour that was under way may have been given it.
      const nowMs = services.nowMs();
      const fromMs = Math.min(createdAtMs, nowMs) - DAY_MS;
      const period = { fromMs, toMs: nowMs + 1, announcementId: id };
      return await carProof(services, period, user);
    }),
  ];
}

function checkPeriod({ fromMs, toMs }: Period): void {
  if (toMs > fromMs && toMs - fromMs <= LONGEST_PERIOD_MS) return;
  throw new Refusal('invalid_request', { errors: [{ path: 'toMs', message: 'period' }] });
}

function startCsv(res: Response, fileName: string): void {
  res
    .set('Content-Type', 'text/csv; charset=utf-8')
    .set('Content-Disposition', `attachment; filename="${fileName}"`)
    .set('Cache-Control', 'private, no-store');
}

/** Waits for a slow reader, so that the report does not pile up in memory. */
async function write(res: Response, text: string): Promise<void> {
  if (res.destroyed || res.write(text)) return;
  await Promise.race([once(res, 'drain'), once(res, 'close')]);
}
