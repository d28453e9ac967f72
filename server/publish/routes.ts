import { previewPublish, publish } from '../../core/api/schedule.ts';
import { broadcastDay, compileDays } from '../../core/schedule/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { findingView, leftOutView } from '../schedule/plan-view.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import { readCatalogue, readEntries, type EntryRow } from './catalogue.ts';
import { inForceFrom } from './in-force-from.ts';
import { draftFor, plannedEntries, publishScreens, tellPublished, type ScreenDraft } from './publisher.ts';

const DAY_MS = 86_400_000;

/** Whether screens were last given something else than what is planned. */
const isChanged = ({ plan, published, deleted }: EntryRow): boolean =>
  deleted ? published !== null : writeJson(plan) !== writeJson(published);

/** What is planned becomes what is published; answers the entries that changed. */
async function promote(trx: Trx): Promise<string[]> {
  const changed = (await readEntries(trx)).filter(isChanged);
  for (const { id, plan, deleted } of changed) {
    await trx
      .updateTable('entries')
      .set({ published: deleted ? null : writeJson(plan) })
      .where('id', '=', id)
      .execute();
  }
  return changed.map((entry) => entry.id);
}

export function publishRoutes(services: DirectorServices): Route[] {
  const { db, nowMs } = services;
  return [
    bind(previewPublish, async () => {
      const catalogue = orNotFound(await readCatalogue(db, services));
      const entries = plannedEntries(catalogue);
      const screens = [];
      for (const screen of catalogue.screens) {
        const draft = await draftFor(db, services, catalogue, screen, entries);
        screens.push({
          screenId: screen.id,
          screenName: screen.name,
          changed: draft.changed,
          findings: findingsOf(draft, nowMs()),
          blocked: draft.blocked,
        });
      }
      return { changedEntryIds: catalogue.entries.filter(isChanged).map((entry) => entry.id), screens };
    }),

    bind(publish, async ({ user }) => {
      const outcome = await db.transaction().execute(async (trx) => {
        const entryIds = await promote(trx);
        const result = await publishScreens(trx, services);
        if (entryIds.length === 0 && result.published.length === 0 && result.blocked.length === 0) {
          throw new Refusal('nothing_to_publish');
        }
        await audit(trx, {
          atMs: nowMs(),
          userId: user.id,
          action: 'schedule.published',
          subjectKind: 'schedule',
          subjectId: 'all',
          detail: { entryIds, ...result },
        });
        return result;
      });
      tellPublished(services, outcome);
      return outcome;
    }),
  ];
}

/** Findings of today and tomorrow, each once. */
function findingsOf(draft: ScreenDraft, nowMs: number) {
  const programme = inForceFrom(draft.content, draft.carryFrom, nowMs);
  const days = new Set([broadcastDay(programme, nowMs), broadcastDay(programme, nowMs + DAY_MS)]);
  const found = compileDays(programme, [...days]).flatMap(({ findings }) => findings.map(findingView));
  const all = [...found, ...draft.content.leftOut.map(leftOutView)];
  return [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()];
}
