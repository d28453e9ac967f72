import { panelStateAt } from '../../core/panel/index.ts';
import type { CheckedBundle } from '../airing.ts';
import type { ServerClock } from '../sync/clock.ts';
import type { PanelTarget } from './set-panel.ts';

/** What the panel is to be now. While nothing says when it may be dark it is lit, and its brightness left alone. */
export function panelTarget(bundle: CheckedBundle | null, clock: ServerClock): PanelTarget {
  if (bundle === null || clock.isUncertain()) return { power: 'on', brightnessPercent: null };
  const { programme, settings } = bundle.manifest;
  return panelStateAt(programme, settings, clock.nowMs());
}
