import type { ReactNode } from 'react';
import { ClockOffsetContext } from './clock.ts';

interface Props {
  serverTimeMs: number;
  receivedAtMs: number;
  children: ReactNode;
}

export function ServerClock({ serverTimeMs, receivedAtMs, children }: Props) {
  return <ClockOffsetContext value={serverTimeMs - receivedAtMs}>{children}</ClockOffsetContext>;
}
