import { AppError } from '../../core/model/app-error.ts';
import type { PanelState } from '../../core/panel/index.ts';
import type { PanelCall, PanelConfig } from './panel-config.ts';
import { runCommand } from './run-command.ts';

export type PanelTarget = Pick<PanelState, 'power' | 'brightnessPercent'>;

/**
 * Brings the panel to a state, as far as it is configured to; brightness only while it is on. Answers the percentage
 * that holds now: 0 when it was switched off, null when nothing was said about it.
 * @throws AppError `panel_failed`.
 */
export async function setPanel(
  config: PanelConfig,
  { power, brightnessPercent }: PanelTarget,
  signal: AbortSignal,
): Promise<number | null> {
  if (config.driver === 'none') return null;
  const fill = (template: string) =>
    template
      .replaceAll('{power}', config.powerWords[power])
      .replaceAll('{percent}', String(brightnessPercent ?? ''))
      .replaceAll('{level}', String(Math.round(((brightnessPercent ?? 0) * 255) / 100)));
  const act = (action: 'power' | 'brightness'): Promise<void> | null => {
    if (config.driver === 'command') {
      const argv = config[action]?.argv.map(fill);
      return argv ? runCommand(argv, config.timeoutMs, signal) : null;
    }
    const call = config[action];
    return call ? callHttp(call, fill, config.timeoutMs, signal) : null;
  };

  const switched = act('power');
  await switched;
  if (power === 'off') return switched === null ? null : 0;
  if (brightnessPercent === null) return null;
  const dimmed = act('brightness');
  await dimmed;
  return dimmed === null ? null : brightnessPercent;
}

async function callHttp(
  call: PanelCall,
  fill: (template: string) => string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const url = fill(call.url);
  let status: number;
  try {
    const answer = await fetch(url, {
      method: call.method,
      headers: call.headers,
      ...(call.body !== undefined && { body: fill(call.body) }),
      // A panel that sends the player elsewhere is not the panel.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    status = answer.status;
    await answer.body?.cancel();
  } catch (cause) {
    throw new AppError('panel_failed', `${call.method} ${url} had no answer`, { cause });
  }
  if (status < 200 || status > 299) {
    throw new AppError('panel_failed', `${call.method} ${url} was answered with ${status}`);
  }
}
