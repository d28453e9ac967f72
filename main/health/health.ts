import { statfs } from 'node:fs/promises';
import { cpus, freemem, loadavg, totalmem, uptime } from 'node:os';
import type { Health as HealthStatus } from '../../core/protocol/device.ts';
import type { RendererMessage } from '../../core/protocol/player.ts';
import type { Faults } from '../faults.ts';
import type { Log } from '../log.ts';
import { Heat } from './heat.ts';
import { familyMemoryBytes } from './family-memory.ts';

const EVERY_MS = 60_000;
/** A player that starts has a picture to bring first. */
const FIRST_AFTER_MS = 2000;

export interface HealthOptions {
  dataDir: string;
  faults: Faults;
  /** Corrected time, epoch ms. */
  nowMs(): number;
  log: Log;
  /** Media on disk, in bytes. */
  cacheBytes(): Promise<number>;
  /** Bytes this calendar month, as counted against the budget. */
  monthBytes?: () => number;
  /** What the panel was last set to. */
  brightnessPercent?: () => number | null;
  /** Hottest sensor in °C, null where there is none; the system's own when left out. */
  temperatureC?: () => Promise<number | null>;
}

/** Reads the machine's state every minute, beside everything else; what cannot be read is null. */
export class Health {
  readonly #options: HealthOptions;
  readonly #heat: Heat;
  readonly #first: NodeJS.Timeout;
  readonly #timer: NodeJS.Timeout;
  #droppedFrames = 0;
  #latest: HealthStatus | null = null;
  #reading: Promise<void> | null = null;

  constructor(options: HealthOptions) {
    this.#options = options;
    this.#heat = new Heat(options.faults);
    this.#first = setTimeout(() => void this.read(), FIRST_AFTER_MS);
    this.#timer = setInterval(() => void this.read(), EVERY_MS);
  }

  /** As last read; null before the first time. */
  get latest(): HealthStatus | null {
    return this.#latest;
  }

  /** Keeps what the page says of itself. */
  heard(message: RendererMessage): void {
    if (message.type === 'alive') this.#droppedFrames = message.droppedFrames;
  }

  /** Reads everything anew, or joins the reading under way. */
  read(): Promise<void> {
    this.#reading ??= this.#read()
      .catch((error: unknown) => {
        this.#options.log.warn('health_not_read', { error });
      })
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  async close(): Promise<void> {
    clearTimeout(this.#first);
    clearInterval(this.#timer);
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { dataDir, nowMs, cacheBytes, monthBytes, brightnessPercent } = this.#options;
    const measured = await (this.#options.temperatureC ?? systemTemperatureC)();
    const disk = await statfs(dataDir);
    const [minuteLoad = 0] = loadavg();
    const health: HealthStatus = {
      atMs: Math.round(nowMs()),
      temperatureC: measured,
      diskFreeBytes: disk.bavail * disk.bsize,
      diskTotalBytes: disk.blocks * disk.bsize,
      memoryFreeBytes: freemem(),
      memoryTotalBytes: totalmem(),
      playerMemoryBytes: await familyMemoryBytes(process.pid),
      load: process.platform === 'win32' ? null : minuteLoad / Math.max(1, cpus().length),
      droppedFrames: this.#droppedFrames,
      uptimeMs: Math.round(uptime() * 1000),
      cacheBytes: await cacheBytes(),
      monthBytes: monthBytes?.() ?? 0,
      brightnessPercent: brightnessPercent?.() ?? null,
    };
    if (measured !== null) this.#heat.measured(measured);
    this.#latest = health;
  }
}

/** A sensor that reports nothing reports 0 or less on some boards. */
async function systemTemperatureC(): Promise<number | null> {
  const { cpuTemperature } = await import('systeminformation');
  const { main, max } = await cpuTemperature();
  const hottest = Math.max(main ?? 0, max ?? 0);
  return hottest > 0 && hottest < 200 ? hottest : null;
}
