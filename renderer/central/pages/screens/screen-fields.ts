import type { ScreenInput } from './screen-form.ts';

/** What every part of the screen form is handed. */
export interface ScreenFields {
  values: ScreenInput;
  set<K extends keyof ScreenInput>(field: K, value: ScreenInput[K]): void;
}
