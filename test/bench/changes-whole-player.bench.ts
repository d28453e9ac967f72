/**
 * The changes of `changes.bench.ts`, up to 200 of them, by the whole player with its server beside it: every chunk
 * verified while it is served, and the eye looking at the screen after every change. Beside it one long file in a bare
 * `<video>`, as often.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startKiosk } from '../e2e/support/kiosk.ts';
import type { CodedFile } from '../support/coded-media.ts';
import { startDesktop } from '../support/desktop.ts';
import { MiniDirector, type Wanted } from '../support/mini-director.ts';
import { startPlayerScreen } from '../support/player-screen.ts';
import { captureCodes } from '../support/screen-capture.ts';
import { changesSeen } from '../support/screen-flaws.ts';
import { alwaysEntry } from '../support/screen-programme.ts';
import type { BenchRow } from './row.ts';
import {
  AIR_MS,
  atEachSize,
  count,
  FIRST_PICTURE_MS,
  flawRows,
  ITEMS,
  joinLong,
  rateRow,
  ROUNDS,
  tellRound,
  watch,
  type Round,
  type Size,
} from './support/changes-watched.ts';

const WHOLE_PLAYER_ROUNDS = Math.min(4, ROUNDS);

export default (): Promise<BenchRow[]> =>
  atEachSize(async (size, files, folder) => {
    const whole = await watchWholePlayer(size, files, folder);
    const control = await watchOneFile(size, files, folder);
    const what = `changes at ${String(size.widthPx)}×${String(size.heightPx)} by the whole player`;
    return [...flawRows(what, whole, control), rateRow([...whole, ...control])];
  });

async function watchOneFile(size: Size, files: readonly CodedFile[], folder: string): Promise<Round[]> {
  const screen = await startPlayerScreen(size.widthPx, size.heightPx);
  try {
    const control = await joinLong(files, folder);
    screen.host.addMedia(control);
    const rounds: Round[] = [];
    while (rounds.length < WHOLE_PLAYER_ROUNDS) {
      const seen = await watch(
        screen.desktop.display,
        () => screen.show(screen.host.blankUrl),
        () => screen.show(screen.host.controlUrl(control.sha256)),
      );
      tellRound('one file', rounds.length, WHOLE_PLAYER_ROUNDS, seen);
      rounds.push(seen);
    }
    return rounds;
  } finally {
    await screen.close();
  }
}

async function watchWholePlayer(size: Size, files: readonly CodedFile[], folder: string): Promise<Round[]> {
  const desktop = await startDesktop(size.widthPx, size.heightPx);
  const director = new MiniDirector();
  await director.start();
  const kiosk = startKiosk({
    ...{ serverUrl: director.url, dataDir: join(folder, 'kiosk'), display: desktop.display },
  });
  try {
    await director.until(() => director.codeShown !== null, 'hello', FIRST_PICTURE_MS);
    director.pair();
    const wanted: Wanted[] = [];
    for (const [item, { path }] of files.entries()) {
      const bytes = await readFile(path);
      wanted.push({ id: `item-${String(item)}`, bytes, type: 'video/mp4', airDurationMs: AIR_MS, size });
    }
    const { programme } = director.publish(wanted);
    const zone = { x: 0, y: 0, ...size };
    director.publish(wanted, {
      output: zone,
      programme: {
        ...programme,
        zones: [{ id: 'main', ...zone }],
        entries: [
          alwaysEntry(
            'all',
            wanted.map(({ id }) => id),
          ),
        ],
      },
    });
    const capture = await captureCodes(desktop.display, 0, 0);
    try {
      await capture.until((samples) => samples.at(-1)?.kind === 'frame', FIRST_PICTURE_MS);
      // The first turn of the items is over: what is loaded for the first time is.
      await capture.until(changesSeen(ITEMS, ITEMS), FIRST_PICTURE_MS);
      const rounds: Round[] = [];
      while (rounds.length < WHOLE_PLAYER_ROUNDS) {
        const seen = await count(capture);
        tellRound('whole player', rounds.length, WHOLE_PLAYER_ROUNDS, seen);
        rounds.push(seen);
      }
      return rounds;
    } finally {
      await capture.stop();
    }
  } finally {
    await kiosk.stop();
    await director.stop();
    await desktop.close();
  }
}
