/**
 * Changes of item as a passer-by sees them: real Chromium full-screen, the X screen read sixty times a second. Beside
 * it, in the same run and by turns: the same frames as one long file in a bare `<video>` (what it holds, the machine
 * holds), and `@xiboplayer/renderer` playing the same files, for a tenth of the changes.
 * `BENCH_CHANGES` sets how many changes are watched (100), `BENCH_SECONDS` how long an item is (2); `BENCH_1080P=1`
 * watches them at 1920×1080 as well, `BENCH_1080P=only` at that size alone.
 */
import type { CodedFile } from '../support/coded-media.ts';
import { startPlayerScreen } from '../support/player-screen.ts';
import { dayStartFarFrom, inTurn, pictureItem, programmeOf, stateOf } from '../support/screen-programme.ts';
import type { BenchRow } from './row.ts';
import {
  AIR_MS,
  atEachSize,
  flawRows,
  joinLong,
  rateRow,
  ROUNDS,
  tellRound,
  watch,
  type Round,
  type Size,
} from './support/changes-watched.ts';
import { serveXibo } from './support/xibo.ts';

interface Seen {
  ours: Round[];
  control: Round[];
  xibo: Round[];
}

export default (): Promise<BenchRow[]> =>
  atEachSize(async (size, files, folder) => {
    const { ours, control, xibo } = await watchPages(size, files, folder);
    const what = `changes at ${String(size.widthPx)}×${String(size.heightPx)}`;
    return [...flawRows(what, ours, control, xibo), rateRow([...ours, ...control])];
  });

/** The page alone, the control and the peer, by turns in one browser. */
async function watchPages(size: Size, files: readonly CodedFile[], folder: string): Promise<Seen> {
  const screen = await startPlayerScreen(size.widthPx, size.heightPx);
  const seen: Seen = { ours: [], control: [], xibo: [] };
  const watched = (start: () => Promise<void>) => {
    screen.host.forget();
    return watch(screen.desktop.display, () => screen.show(screen.host.blankUrl), start);
  };
  try {
    const control = await joinLong(files, folder);
    for (const file of [...files, control]) screen.host.addMedia(file);
    const xibo = await serveXibo(screen.host, size);
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await watched(() => screen.show(screen.host.controlUrl(control.sha256)));
      const ours = await watched(async () => {
        await screen.show(`${screen.host.url}/`);
        const items = files.map((file, item) => pictureItem(`item-${String(item)}`, file, AIR_MS));
        const fromMs = Date.now() + 1500;
        const day = { dayStartLocal: dayStartFarFrom(fromMs) };
        screen.host.send(stateOf(programmeOf(size, fromMs, { ...inTurn(...items), ...day })));
      });
      seen.control.push(one);
      seen.ours.push(ours);
      tellRound('one file', round, ROUNDS, one);
      tellRound('ours', round, ROUNDS, ours);
      if (round % 10 !== 0) continue;
      const url = xibo(
        files.map(({ sha256 }) => sha256),
        AIR_MS / 1000,
      );
      seen.xibo.push(await watched(() => screen.show(url)));
    }
    return seen;
  } finally {
    await screen.close();
  }
}
