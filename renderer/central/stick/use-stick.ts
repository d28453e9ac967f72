import { useCallback, useRef, useState } from 'react';
import { asProblem, type ApiProblem } from '../api/problem.ts';
import { packFiles } from './pack-files.ts';
import { pickFolder } from './pick-folder.ts';
import { UnreadableZip } from './stored-zip.ts';
import { namesIn, writeStick, type StickOutcome, type StickStep } from './write-stick.ts';

export type StickState =
  | { at: 'idle' }
  /** Something lies on the stick that would be removed. */
  | { at: 'full'; names: readonly string[] }
  | { at: 'fetching' }
  | ({ at: 'busy' } & StickStep)
  | { at: 'done'; outcome: StickOutcome }
  | { at: 'failed'; why: 'denied' | 'no_space' | 'unreadable' | 'lost' }
  | { at: 'refused'; problem: ApiProblem };

const WHY: Record<string, 'denied' | 'no_space' | 'lost'> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NoModificationAllowedError: 'denied',
  QuotaExceededError: 'no_space',
};

/** One stick after another: pick, ask before anything is removed, fetch the pack, write, read back. */
export function useStick(load: () => Promise<Blob>) {
  const [state, setState] = useState<StickState>({ at: 'idle' });
  const folder = useRef<FileSystemDirectoryHandle | null>(null);

  const guarded = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof UnreadableZip) setState({ at: 'failed', why: 'unreadable' });
      // Whatever the stick's file system said; anything the names do not tell is a stick that went away.
      else if (error instanceof DOMException) setState({ at: 'failed', why: WHY[error.name] ?? 'lost' });
      else setState({ at: 'refused', problem: asProblem(error) });
    }
  }, []);

  const write = useCallback(
    () =>
      guarded(async () => {
        if (folder.current === null) return;
        setState({ at: 'fetching' });
        const files = await packFiles(await load());
        const outcome = await writeStick(folder.current, files, (step) => setState({ at: 'busy', ...step }));
        setState({ at: 'done', outcome });
      }),
    [guarded, load],
  );

  const pick = useCallback(
    () =>
      guarded(async () => {
        const picked = await pickFolder();
        if (picked === null) return;
        folder.current = picked;
        const names = await namesIn(picked);
        if (names.length > 0) setState({ at: 'full', names });
        else await write();
      }),
    [guarded, write],
  );

  return { state, pick, write };
}
