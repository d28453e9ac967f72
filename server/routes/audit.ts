import { z } from 'zod';
import { listAudit } from '../../core/api/reports.ts';
import { bind, type Route } from '../http/bind.ts';
import type { Services } from '../services.ts';
import { auditChainIntact } from '../store/audit.ts';
import { readJson } from '../store/json.ts';

const PAGE = 200;
const Detail = z.record(z.string(), z.unknown());

export function auditRoutes({ db }: Services): Route[] {
  return [
    bind(listAudit, async ({ query: { beforeSequence } }) => {
      let page = db
        .selectFrom('audit')
        .leftJoin('users', 'users.id', 'audit.user_id')
        .selectAll('audit')
        .select('users.display_name')
        .orderBy('sequence', 'desc')
        .limit(PAGE);
      if (beforeSequence !== undefined) page = page.where('sequence', '<', beforeSequence);
      const rows = (await page.execute()).map((row) => ({
        sequence: row.sequence,
        atMs: row.at_ms,
        userId: row.user_id,
        userName: row.display_name ?? '',
        action: row.action,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        detail: readJson(Detail, row.detail),
        hash: row.hash,
      }));
      return { rows, chainIntact: await auditChainIntact(db) };
    }),
  ];
}
