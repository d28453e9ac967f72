/** The composition root: everything the server is made of, put together, started and stopped here. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, totalmem, uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { pino, type LevelWithSilent } from 'pino';
import { z } from 'zod';
import { sweepCompiledCode } from '../media/index.ts';
import { HashStore } from '../media/store/index.ts';
import { createApp } from './app.ts';
import { Closing } from './closing.ts';
import { issueSetupLink } from './auth/links.ts';
import { setupNeeded } from './auth/users.ts';
import { startDirector } from './director.ts';
import { CrewDesk } from './crew/desk.ts';
import { Events } from './events.ts';
import { askersBehind } from './http/asker.ts';
import { limitConnections } from './http/connections.ts';
import { Underway } from './http/underway.ts';
import { acceptWorker } from './jobs/accept.ts';
import { lanesFor } from './jobs/lanes.ts';
import { JobQueue } from './jobs/queue.ts';
import { renderWorker } from './jobs/render.ts';
import { catalogueRoutes } from './routes/index.ts';
import { warnWithoutSandbox } from './media-tools.ts';
import { ServerClock } from './server-clock.ts';
import type { Services } from './services.ts';
import { AroundMaker } from './sound/around-maker.ts';
import { openDatabase } from './store/database.ts';
import { folders, prepareFolders } from './store/folders.ts';
import { removeUnneededMedia } from './store/media-files.ts';
import { openTrust } from './trust/trust.ts';
import { removeSettled, removeUnfinished, SWEEP_EVERY_MS } from './uploads/sweep.ts';
import { uploadHandler } from './uploads/uploads.ts';

const ROOT = resolve(import.meta.dirname, '..');

export interface ServerOptions {
  /** Created when missing; one server at a time. */
  dataDir: string;
  /** 127.0.0.1 when left out. */
  host?: string;
  /** 0 takes a free one. */
  port: number;
  logLevel?: LevelWithSilent;
  /** Folder of the central app's build. */
  webDir?: string;
  /** Folder of the crew app's build. */
  crewDir?: string;
  /** Epoch milliseconds; the system's clock when left out. */
  nowMs?: () => number;
  /** How long the machine has run; `nowMs` when only that is given, so that turning it is the passing of time. */
  uptimeMs?: () => number;
  /** Proxies that may say who asks, as `askersBehind` takes them; none when left out. */
  behindProxy?: readonly string[] | undefined;
  /** See `Services`; false when left out. */
  allowLoopbackCameras?: boolean;
  /** Renditions made at once; by cores and memory when left out. */
  renders?: number | undefined;
}

export interface RunningServer {
  /** Origin, e.g. `http://127.0.0.1:8080`. */
  url: string;
  port: number;
  /** Where the first administrator is made; null once there is one. Valid 24 hours and until the next start. */
  setupPath: string | null;
  /** Lets requests end, stops jobs (they go on with the next start), closes the database. May be called twice. */
  close(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/**
 * Starts the central scheduler over one data folder.
 *
 * @throws AppError `database_unusable`, `key_unusable`; whatever `listen` throws, e.g. EADDRINUSE
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const closing = new Closing();
  try {
    return await assemble(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function assemble(options: ServerOptions, closing: Closing): Promise<RunningServer> {
  const dataDir = resolve(options.dataDir);
  const host = options.host ?? '127.0.0.1';
  const log = pino({ level: options.logLevel ?? 'info', base: null });
  await prepareFolders(dataDir);
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  closing.add(() => db.destroy());
  const clock = await ServerClock.open({
    db,
    wallMs: options.nowMs ?? Date.now,
    uptimeMs: options.uptimeMs ?? options.nowMs ?? (() => uptime() * 1000),
    log,
  });
  const nowMs = () => clock.nowMs();
  const events = new Events();
  const services: Services = {
    db,
    nowMs,
    newId: () => randomBytes(15).toString('hex'),
    events,
    log,
    dataDir,
    mediaStore: await HashStore.open(folders(dataDir).media),
    trust: await openTrust({ dataDir, clock }),
    clock,
    allowLoopbackCameras: options.allowLoopbackCameras ?? false,
    askerOf: askersBehind(options.behindProxy ?? []),
    deviceOfToken: (token) => director.deviceOfToken(token),
    crew: new CrewDesk(events, nowMs),
  };
  const jobs = new JobQueue(
    services,
    { accept: acceptWorker(services), render: renderWorker(services) },
    () => removeUnneededMedia(db, services.mediaStore),
    lanesFor({ cores: availableParallelism(), memoryBytes: totalmem() }, options.renders),
  );
  closing.add(() => jobs.close());
  const around = new AroundMaker(services);
  closing.add(() => around.close());
  const underway = new Underway();
  closing.add(() => underway.settled());
  const http = createServer();
  const endConnections = limitConnections(http);
  closing.add(async () => (http.listening ? endConnections() : undefined));
  closing.add(() => services.crew.close());
  const director = await startDirector(services, http);
  closing.add(() => director.close());
  const app = createApp({
    services,
    underway,
    routes: [...catalogueRoutes(services, jobs, around, version), ...director.routes],
    uploads: uploadHandler(services, jobs),
    webDir: options.webDir ?? join(ROOT, 'build/central'),
    crewDir: options.crewDir ?? join(ROOT, 'build/crew'),
    version,
  });
  http.on('request', app);

  const setupToken = await db
    .transaction()
    .execute(async (trx) => ((await setupNeeded(trx)) ? issueSetupLink(trx, nowMs()) : null));
  await removeSettled(services);
  await sweepCompiledCode().catch((error: unknown) =>
    log.warn({ err: error }, 'old compiled code was not swept'),
  );
  void warnWithoutSandbox(log);
  await jobs.start();
  around.wake();
  const sweep = (): void =>
    void removeUnfinished(services).catch((error: unknown) =>
      log.error({ err: error }, 'uploads were not swept'),
    );
  sweep();
  const sweeper = setInterval(sweep, SWEEP_EVERY_MS);
  closing.add(async () => clearInterval(sweeper));

  await new Promise<void>((listening, failed) => {
    http.once('error', failed);
    http.listen(options.port, host, listening);
  });
  const { port } = http.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  log.info({ url, dataDir }, 'the server listens');

  const setupPath = setupToken === null ? null : `/setup#token=${setupToken}`;
  return { url, port, setupPath, close: () => closing.close() };
}

/** `loopback` or addresses, with commas between them. */
const Proxies = z
  .string()
  .transform((list) => list.split(',').flatMap((one) => one.trim() || []))
  .pipe(z.array(z.union([z.literal('loopback'), z.ipv4(), z.ipv6()])));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env['WAWAR_DATA'] ?? 'data' },
      port: { type: 'string', default: process.env['PORT'] ?? '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      renders: { type: 'string' },
      'behind-proxy': { type: 'string' },
    },
  });
  const renders = z.coerce.number().int().min(1).max(32).optional().parse(values.renders);
  const behindProxy = Proxies.parse(values['behind-proxy'] ?? process.env['WAWAR_BEHIND_PROXY'] ?? '');
  const server = await startServer({
    dataDir: values.data,
    port: Number(values.port),
    host: values.host,
    renders,
    behindProxy,
  });
  const link = server.setupPath === null ? '' : `${server.url}${server.setupPath}`;
  process.stdout.write(
    link === '' ? `Wawar: ${server.url}\n` : `Wawar: ${server.url}\nSet-up, once: ${link}\n`,
  );
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
