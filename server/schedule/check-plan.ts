import { z } from 'zod';
import { AnnouncementContent, type EntryPlan } from '../../core/model/catalogue.ts';
import { Id } from '../../core/model/primitives.ts';
import { expandRecurrence } from '../../core/schedule/index.ts';
import { Refusal } from '../http/refusal.ts';
import type { Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';

const DAY_MS = 86_400_000;

/** Refuses with `bad_recurrence` what a plan could not be computed from. */
export function checkTiming({ timing }: Pick<EntryPlan, 'timing'>, nowMs: number): void {
  const expanded = expandRecurrence(timing, { startMs: nowMs, endMs: nowMs + DAY_MS });
  if (!expanded.ok) {
    const { code, detail } = expanded.error;
    throw new Refusal('bad_recurrence', { detail: `${code}: ${detail}` });
  }
}

/**
 * What an editor may plan: a rule that can be computed, a source and a target that exist, an output and a priority
 * within what is written in the announcement. Whether it is approved is asked when it is published.
 * Refuses with `bad_recurrence`, `not_found`, `output_not_approved` or `priority_too_high`.
 */
export async function checkPlan(trx: Trx, plan: EntryPlan, nowMs: number): Promise<void> {
  checkTiming(plan, nowMs);
  await checkTarget(trx, plan);
  const contents = await contentsOf(trx, plan);
  const isMeant = contents.map(({ outputs }) => (plan.zone === 'ticker' ? outputs.ticker : outputs.screen));
  if (contents.length > 0 && !isMeant.includes(true)) throw new Refusal('output_not_approved');
  const lifted = contents.some((content, at) => isMeant[at] && plan.rules.priority > content.maxPriority);
  if (lifted) throw new Refusal('priority_too_high');
}

async function checkTarget(trx: Trx, { target }: EntryPlan): Promise<void> {
  if (target.kind === 'all') return;
  const found =
    target.kind === 'screen'
      ? trx.selectFrom('screens').select('id').where('id', '=', target.screenId)
      : target.kind === 'group'
        ? trx.selectFrom('screen_groups').select('id').where('id', '=', target.groupId)
        : trx.selectFrom('areas').select('id').where('id', '=', target.areaId);
  if ((await found.executeTakeFirst()) === undefined) throw new Refusal('not_found', { detail: target.kind });
}

async function contentsOf(trx: Trx, { source }: EntryPlan): Promise<AnnouncementContent[]> {
  const ids = source.kind === 'announcement' ? [source.announcementId] : await idsOf(trx, source.playlistId);
  if (ids.length === 0) return [];
  const rows = await trx.selectFrom('announcements').select('content').where('id', 'in', ids).execute();
  if (rows.length === 0) throw new Refusal('not_found', { detail: 'announcement' });
  return rows.map((row) => readJson(AnnouncementContent, row.content));
}

async function idsOf(trx: Trx, playlistId: string): Promise<string[]> {
  const row = await trx
    .selectFrom('playlists')
    .select('announcement_ids')
    .where('id', '=', playlistId)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('not_found', { detail: 'playlist' });
  return readJson(z.array(Id), row.announcement_ids);
}
