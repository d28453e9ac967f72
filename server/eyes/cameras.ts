import { scheduleJob } from 'node-schedule';
import type { Sighting } from '../../core/api/sightings.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import { err, type Result } from '../../core/model/result.ts';
import type { Services } from '../services.ts';
import { readScreens } from '../store/screens.ts';
import { askCamera } from './camera.ts';
import type { CameraError } from './camera-still.ts';
import type { TargetRules } from './camera-target.ts';
import { forgetOldSightings, inWorkFolder, keepSighting } from './sightings.ts';

/** node-schedule rule: every ten minutes, off the minute in which others wake. */
const EVERY_TEN_MINUTES = '40 */10 * * * *';
/** Cameras asked at the same time; one that hangs must not keep the rest from their turn. */
const AT_ONCE = 4;

interface Failure {
  atMs: number;
  code: string;
}

export interface CamerasOptions extends TargetRules {
  services: Services;
}

/** The cameras that see the walls: asked every ten minutes, and when somebody wants to know. */
export class Cameras {
  readonly #services: Services;
  readonly #rules: TargetRules;
  readonly #failures = new Map<string, Failure>();
  readonly #job: { cancel(): void };
  #round: Promise<void> | null = null;

  constructor({ services, ...rules }: CamerasOptions) {
    this.#services = services;
    this.#rules = rules;
    this.#job = scheduleJob(EVERY_TEN_MINUTES, () => {
      this.#round ??= this.round().finally(() => {
        this.#round = null;
      });
    });
  }

  /** Why the last try of this screen's camera brought nothing; null if it did. */
  failure(screenId: string): Failure | null {
    return this.#failures.get(screenId) ?? null;
  }

  /** Asks every camera once. */
  async round(): Promise<void> {
    const { db, log } = this.#services;
    try {
      await forgetOldSightings(this.#services);
      const screens = (await readScreens(db)).filter(({ cameraUrl }) => cameraUrl !== null);
      const queue = screens.values();
      const worker = async (): Promise<void> => {
        for (const screen of queue) await this.take(screen, null);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    } catch (error) {
      log.error({ err: error }, 'cameras were not asked');
    }
  }

  /** Asks one camera and keeps what it shows. Errors: those of `askCamera`, `unreadable`, `camera_missing`. */
  async take(
    screen: Screen,
    userId: string | null,
  ): Promise<Result<Sighting, CameraError | { code: 'camera_missing'; detail: string }>> {
    const { dataDir, log, nowMs } = this.#services;
    const { id: screenId, cameraUrl, timeZone } = screen;
    if (cameraUrl === null) return err({ code: 'camera_missing', detail: screenId });
    const seen = await inWorkFolder(dataDir, async (folder) => {
      const asked = await askCamera(cameraUrl, folder, this.#rules);
      if (!asked.ok) return asked;
      const path = asked.value;
      const kept = await keepSighting(this.#services, { screenId, kind: 'camera', path, userId, timeZone });
      return kept.ok ? kept : err({ code: 'unreadable', detail: kept.error.code } as const);
    });
    if (seen.ok) this.#failures.delete(screenId);
    else {
      log.warn({ screenId, ...seen.error }, 'a camera brought no picture');
      this.#failures.set(screenId, { atMs: nowMs(), code: seen.error.code });
      this.#services.events.changed('sightings', screenId);
    }
    return seen;
  }

  async close(): Promise<void> {
    this.#job.cancel();
    await this.#round;
  }
}
