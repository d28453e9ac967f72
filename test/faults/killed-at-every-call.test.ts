import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { figure } from './support/figure.ts';
import { isFull } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { updateScenario, type UpdateScenario } from './support/update-scenario.ts';

const PLAYER = fileURLToPath(new URL('support/dying-player.ts', import.meta.url));
const WHOLE_MS = 28 * 60_000;
const SAMPLES = 4;
/** The last calls may not be met. */
const VARIES_BY = 8;

/** The calls of an update that was let through; null if the player died at call `dieAt` as it should. */
async function dieAtCall(scenario: UpdateScenario, dataDir: string, dieAt: number): Promise<string[] | null> {
  const { director, rendererDir } = scenario;
  scenario.forget();
  const args = [PLAYER, dataDir, director.url, rendererDir, String(dieAt)];
  const player = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  player.stdin.on('error', () => undefined);
  const said = text(player.stdout);
  let isGone = false;
  const ended = once(player, 'close').finally(() => (isGone = true));
  try {
    await director.until(() => isGone || scenario.isOver(), `end of call ${dieAt}`, 60_000);
    player.stdin.end();
    const [code, signal] = (await ended) as [number | null, string | null];
    if (signal === 'SIGKILL') return null;
    expect(code).toBe(0);
    return JSON.parse(await said) as string[];
  } finally {
    player.kill('SIGKILL');
  }
}

test(
  '[F36] killed at every durability call of an update, a player holds the old version or the new one, whole, and plays on',
  { timeout: WHOLE_MS },
  () =>
    seeded(async (dice, step) => {
      const scenario = await updateScenario();
      const untouched = await dieAtCall(scenario, await scenario.copyOfDevice('untouched'), 0);
      const calls = untouched?.length ?? 0;
      expect(new Set(untouched)).toEqual(
        new Set(['makeFolder', 'open', 'write', 'sync', 'close', 'rename', 'syncFolder', 'unlink']),
      );
      const all = Array.from({ length: calls }, (_, index) => index + 1);
      const held = new Map<number, number>();
      let killed = 0;
      const chosen = isFull ? all : dice.some(all.slice(0, -VARIES_BY), SAMPLES);
      // How many calls there are varies a little with time: in full, on until an update comes through untouched.
      for (let at = 0; at < chosen.length || isFull; at += 1) {
        const dieAt = chosen[at] ?? at + 1;
        step(`call ${dieAt} of ${calls} (${untouched?.[dieAt - 1] ?? 'later'})`);
        const dataDir = await scenario.copyOfDevice('device');
        if ((await dieAtCall(scenario, dataDir, dieAt)) === null) killed += 1;
        else if (isFull && dieAt > calls) break;
        const version = await scenario.expectSurvived(dataDir);
        held.set(version, (held.get(version) ?? 0) + 1);
      }
      expect(killed).toBeGreaterThanOrEqual(isFull ? calls - VARIES_BY : SAMPLES);
      const { oldVersion, newVersion } = scenario;
      figure(
        `killed at ${killed} of ${calls} storage calls: ${held.get(oldVersion) ?? 0}× old, ${held.get(newVersion) ?? 0}× new, 0 torn (seed ${dice.seed})`,
      );
    }),
);
