/** What is due with time alone. Each wake computes it from the store, so a missed one loses nothing. */
import { scheduleJob } from 'node-schedule';
import type { Manifest } from '../../core/model/programme.ts';
import { broadcastDay, dayBounds } from '../../core/schedule/index.ts';
import { publishWithdrawals } from '../approvals/publish-withdrawals.ts';
import { endOnTime } from '../auth/sessions.ts';
import { noteSeen } from '../devices/device-store.ts';
import type { DirectorServices } from '../director-services.ts';
import { publishScreens, tellPublished } from '../publish/publisher.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import { writeDueReports } from '../reports/daily.ts';
import { forgetOldPositions } from '../tours/forget-positions.ts';

type Work = (services: DirectorServices) => Promise<void>;

/** node-schedule rules with seconds. Players keep to validity and day starts by themselves; the minute only tidies. */
const WAKES: readonly { rule: string; work: Work }[] = [
  { rule: '0 * * * * *', work: doWhatIsDue },
  { rule: '20 5 * * * *', work: writeDueReports },
  { rule: '40 5 * * * *', work: forgetOldPositions },
];

/** Does all that is due at once, then whenever a rule says or the clock is confirmed; one piece of work at a time. */
export async function startWakes(services: DirectorServices): Promise<{ close(): Promise<void> }> {
  let running = doWhatIsDue(services);
  await running;
  const wake = (work: Work): void => {
    running = running
      .then(() => work(services))
      .catch((error: unknown) => services.log.error({ err: error }, 'a wake failed'));
  };
  wake(writeDueReports);
  wake(forgetOldPositions);
  const onConfirmed = (): void => wake(doWhatIsDue);
  services.events.on('clockConfirmed', onConfirmed);
  const jobs = WAKES.map(({ rule, work }) =>
    scheduleJob(rule, () => {
      wake(work);
    }),
  );
  return {
    async close() {
      services.events.off('clockConfirmed', onConfirmed);
      for (const job of jobs) job.cancel();
      await running;
    },
  };
}

/** Withdrawals reach screens, ended content leaves manifests, manifests stay young and under the newest root, ended sessions go. */
async function doWhatIsDue(services: DirectorServices): Promise<void> {
  const { clock, db, hub, log, manifests, nowMs, trust } = services;
  await clock.note();
  const atMs = nowMs();
  await db.deleteFrom('sessions').where('expires_at_ms', '<=', atMs).execute();
  await db.deleteFrom('links').where('expires_at_ms', '<=', atMs).execute();
  for (const { deviceId } of hub.connections()) await noteSeen(db, deviceId, atMs);
  if (!trust.maySign()) return;
  await endOnTime(db, atMs);
  if ((await trust.root(db)) === null) return;
  // Before manifests are signed again as they are.
  await publishWithdrawals(services);
  if (await db.transaction().execute((trx) => trust.dropUnneededKeys(trx)))
    log.info('keys of former approvers left the root');
  const screens = await db.selectFrom('screens').select('id').execute();
  for (const { id } of screens) {
    const manifest = await manifests.newest(db, id);
    if (manifest === null) continue;
    if (holdsEnded(manifest, atMs)) await tidy(services, id);
    await bringUpToDate(services, id, 0);
  }
}

/** Whether a manifest holds what can never air again: ended content, or tombstones of an earlier broadcast day. */
function holdsEnded({ programme }: Manifest, atMs: number): boolean {
  if (programme.items.some((item) => item.validUntilMs <= atMs)) return true;
  const { startMs } = dayBounds(programme, broadcastDay(programme, atMs));
  return programme.withdrawn.some((tombstone) => tombstone.atMs < startMs);
}

async function tidy(services: DirectorServices, screenId: string): Promise<void> {
  const outcome = await services.db
    .transaction()
    .execute((trx) => publishScreens(trx, services, { onlyScreen: screenId }));
  tellPublished(services, outcome);
}
