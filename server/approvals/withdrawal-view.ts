import type { Withdrawal } from '../../core/api/announcements.ts';
import { Screen } from '../../core/model/catalogue.ts';
import type { DirectorServices } from '../director-services.ts';
import { readJson } from '../store/json.ts';

const PlayerKind = Screen.omit({ id: true });

/** Who has acknowledged a withdrawal; null when there was none. */
export async function withdrawalOf(
  { db, hub }: Pick<DirectorServices, 'db' | 'hub'>,
  announcementId: string,
): Promise<Withdrawal | null> {
  const withdrawal = await db
    .selectFrom('withdrawals')
    .selectAll()
    .where('announcement_id', '=', announcementId)
    .executeTakeFirst();
  if (withdrawal === undefined) return null;
  const rows = await db
    .selectFrom('withdrawal_screens')
    .innerJoin('screens', 'screens.id', 'withdrawal_screens.screen_id')
    .selectAll('withdrawal_screens')
    .select(['screens.name', 'screens.spec'])
    .where('announcement_id', '=', announcementId)
    .orderBy('screens.name')
    .execute();
  return {
    withdrawnAtMs: withdrawal.at_ms,
    withdrawnBy: withdrawal.by_user,
    reason: withdrawal.reason,
    screens: rows.map((row) => ({
      screenId: row.screen_id,
      screenName: row.name,
      state: stateOf(row, hub.ofScreen(row.screen_id) !== undefined),
      acknowledgedAtMs: row.acknowledged_at_ms,
      leaseEndsAtMs: row.lease_ends_at_ms,
    })),
  };
}

function stateOf(
  row: { shown: number; acknowledged_at_ms: number | null; spec: string },
  connected: boolean,
): Withdrawal['screens'][number]['state'] {
  if (row.shown === 0) return 'not_shown';
  if (readJson(PlayerKind, row.spec).playerKind === 'vendor') return 'by_hand';
  if (row.acknowledged_at_ms !== null) return 'acknowledged';
  return connected ? 'pending' : 'offline';
}
