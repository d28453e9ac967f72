import { AnnouncementContent } from '../../core/model/catalogue.ts';
import type { Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';

/** The uploads an emergency waits for; none of what can wait. */
export const awaitedBy = (content: AnnouncementContent): string[] =>
  content.emergency
    ? [content.screenAssetId, content.audioAssetId, content.regionalAudioAssetId].filter((id) => id !== null)
    : [];

/** Whether an emergency that is being written waits for this upload. */
export async function isAwaited(trx: Trx, assetId: string): Promise<boolean> {
  const written = await trx
    .selectFrom('announcements')
    .select('content')
    .where('state', 'in', ['draft', 'returned'])
    .execute();
  return written.some(({ content }) => awaitedBy(readJson(AnnouncementContent, content)).includes(assetId));
}
