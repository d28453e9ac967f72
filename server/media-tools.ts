/** Whether this machine has what uploads are worked on with, and how it is confined. */
import { sandboxState, type SandboxState } from '../media/index.ts';
import type { Services } from './services.ts';

type Log = Pick<Services['log'], 'warn' | 'error'>;

interface MediaTools {
  ffmpeg: boolean;
  /** `limits_only`: programs that read uploads see the machine as this process does. */
  sandbox: 'bubblewrap' | 'limits_only';
}

async function foundOut(log: Log): Promise<SandboxState | null> {
  try {
    return await sandboxState();
  } catch (error) {
    log.error({ err: error }, 'the media tools cannot be used');
    return null;
  }
}

export async function mediaTools(log: Log): Promise<MediaTools> {
  const state = await foundOut(log);
  return { ffmpeg: state !== null, sandbox: state?.kind === 'bubblewrap' ? 'bubblewrap' : 'limits_only' };
}

/** For the log of the start: why there is no sandbox, where there is none. */
export async function warnWithoutSandbox(log: Log): Promise<void> {
  const state = await foundOut(log);
  if (state?.kind === 'none')
    log.warn({ reason: state.reason }, 'uploads are opened without a sandbox, presentations are refused');
}
