import { statfs } from 'node:fs/promises';
import { getHealth } from '../../core/api/reports.ts';
import { bind, type Route } from '../http/bind.ts';
import { mediaTools } from '../media-tools.ts';
import type { Services } from '../services.ts';

/** Below this, uploads are refused and renditions may fail. */
const LOW_DISK_BYTES = 2 * 2 ** 30;

/** Jobs that wait or run; null when the database does not answer. */
async function queuedJobs({ db, log }: Services): Promise<number | null> {
  try {
    const { count } = await db
      .selectFrom('jobs')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirstOrThrow();
    return count;
  } catch (error) {
    log.error({ err: error }, 'the database does not answer');
    return null;
  }
}

export function healthRoutes(services: Services, version: string): Route[] {
  return [
    bind(getHealth, async () => {
      const tools = await mediaTools(services.log);
      const queued = await queuedJobs(services);
      const { bavail, bsize } = await statfs(services.dataDir);
      const diskFreeBytes = bavail * bsize;
      const isConfined = tools.sandbox === 'bubblewrap';
      const isOnTime = services.clock.view().state === 'follows';
      const isAble = tools.ffmpeg && isConfined && queued !== null && diskFreeBytes >= LOW_DISK_BYTES;
      const isOk = isAble && isOnTime;
      const status = isOk ? ('ok' as const) : ('degraded' as const);
      return { status, version, ...tools, database: queued !== null, diskFreeBytes, queuedJobs: queued ?? 0 };
    }),
  ];
}
