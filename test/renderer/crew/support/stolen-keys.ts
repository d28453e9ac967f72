/** What a thief of the server has: its own key, and an approver's, whose password was looked up too. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '../../../../core/trust/index.ts';
import { openDatabase } from '../../../../server/store/database.ts';
import { unlockKeyOf } from '../../../../server/trust/approver-keys.ts';
import { loadOrMakeKey, PUBLISHER_KEY } from '../../../../server/trust/key-files.ts';
import { PASSWORD } from '../../../server/support/running-server.ts';
import { workFolder } from '../../../support/work-folder.ts';
import type { Market } from './market.ts';

export async function stolenKeys({
  server: { dataDir },
  approver,
}: Market): Promise<{ publisher: Signer; approver: Signer }> {
  const loot = await workFolder();
  // The server keeps its store locked; its files lie there all the same.
  for (const name of ['wawar.sqlite', 'wawar.sqlite-wal']) await cp(join(dataDir, name), join(loot, name));
  const db = await openDatabase(join(loot, 'wawar.sqlite'));
  try {
    const unlocked = await unlockKeyOf(db, approver.user.id, PASSWORD);
    if (!unlocked.ok) throw new Error(unlocked.error.code);
    return { publisher: await loadOrMakeKey(dataDir, PUBLISHER_KEY), approver: unlocked.value };
  } finally {
    await db.destroy();
  }
}
