export { brightnessAt, brightnessSteps } from './brightness.ts';
export type { Brightness } from './brightness.ts';
export { panelStateAt } from './panel-state.ts';
export type { PanelState } from './panel-state.ts';
export { sunTimes } from './sun.ts';
