import type { DeviceMessage } from '../../core/protocol/device.ts';

/** One welcomed connection; everything under way for it ends with `signal`. */
export interface Session {
  readonly screenId: string;
  readonly token: string;
  readonly signal: AbortSignal;
  send(message: DeviceMessage): void;
}
