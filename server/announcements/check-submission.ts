/** What has to be there before anyone is asked to approve an announcement. */
import { MediaProbe, type AnnouncementContent, type User } from '../../core/model/catalogue.ts';
import { inScope } from '../auth/users.ts';
import { Refusal } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';

async function readyProbe(db: Db | Trx, assetId: string): Promise<MediaProbe> {
  const row = await db
    .selectFrom('assets')
    .select(['state', 'probe'])
    .where('id', '=', assetId)
    .executeTakeFirst();
  if (row?.state !== 'ready' || row.probe === null) throw new Refusal('asset_not_ready');
  return readJson(MediaProbe, row.probe);
}

/** Encoders round a length to whole frames; a chosen end may lie this far behind it. */
const END_SLACK_MS = 1000;

function checkPart(probe: MediaProbe, { page, segment, posterMs }: AnnouncementContent): void {
  if (page > probe.pages) throw new Refusal('page_missing');
  if (probe.kind !== 'video') return;
  const lastMs = (probe.durationMs ?? 0) + END_SLACK_MS;
  const isOutside = segment !== null && segment.outMs > lastMs;
  if (isOutside || (posterMs !== null && posterMs > lastMs)) throw new Refusal('segment_outside');
}

/**
 * Refuses with `validity_over`, `air_time_over_limit`, `ticker_missing`, `asset_missing`, `asset_not_ready`,
 * `asset_wrong_kind`, `page_missing`, `segment_outside` or `script_missing`.
 */
export async function checkSubmission(
  db: Db | Trx,
  content: AnnouncementContent,
  nowMs: number,
): Promise<void> {
  const { outputs, screenAssetId, audioAssetId, regionalAudioAssetId } = content;
  if (content.validUntilMs <= Math.max(nowMs, content.validFromMs)) throw new Refusal('validity_over');
  if (outputs.ticker && content.tickerText === '') throw new Refusal('ticker_missing');
  if (outputs.screen) {
    if (screenAssetId === null) throw new Refusal('asset_missing');
    const { maxDurationMs } = await getSetting(db, 'city');
    if (content.airDurationMs > maxDurationMs) throw new Refusal('air_time_over_limit');
    const probe = await readyProbe(db, screenAssetId);
    if (probe.video === null) throw new Refusal('asset_wrong_kind');
    checkPart(probe, content);
  }
  if (outputs.mobile) {
    for (const id of [audioAssetId, regionalAudioAssetId])
      if (id !== null && (await readyProbe(db, id)).audio === null) throw new Refusal('asset_wrong_kind');
    if (audioAssetId === null && content.script === '') throw new Refusal('script_missing');
  }
}

/**
 * What a draft may refer to: its agency and areas exist, and its assets are the user's to use; an asset still being
 * processed is fine. Refuses with `invalid_request` and the fields.
 */
export async function checkReferences(db: Db | Trx, content: AnnouncementContent, user: User): Promise<void> {
  const errors: { path: string; message: string }[] = [];
  const agency = await db
    .selectFrom('agencies')
    .select('id')
    .where('id', '=', content.agencyId)
    .executeTakeFirst();
  if (agency === undefined) errors.push({ path: 'agencyId', message: 'agency' });
  const areaIds = [...new Set(content.areaIds)];
  if (areaIds.length > 0) {
    const areas = await db.selectFrom('areas').select('id').where('id', 'in', areaIds).execute();
    if (areas.length < areaIds.length) errors.push({ path: 'areaIds', message: 'area' });
  }
  for (const field of ['screenAssetId', 'audioAssetId', 'regionalAudioAssetId'] as const) {
    const id = content[field];
    if (id === null) continue;
    const asset = await db.selectFrom('assets').select(['agency_id']).where('id', '=', id).executeTakeFirst();
    if (asset === undefined || !inScope(user, asset.agency_id))
      errors.push({ path: field, message: 'asset' });
  }
  if (errors.length > 0) throw new Refusal('invalid_request', { errors });
}
