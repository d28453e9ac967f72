import { z } from 'zod';
import { EpochMs } from '../model/primitives.ts';
import { contract } from './contract.ts';

/**
 * What the server takes the time for. `holds`: the system's clock was set while the server ran, further than clocks are
 * corrected, and is not followed. `unconfirmed`: it cannot be right after this start, so nothing is signed.
 */
export const ServerTime = z.strictObject({
  state: z.enum(['follows', 'holds', 'unconfirmed']),
  nowMs: EpochMs,
  /** What the system's clock says. */
  systemMs: EpochMs,
});
export type ServerTime = z.infer<typeof ServerTime>;

export const getServerTime = contract({
  id: 'getServerTime',
  method: 'get',
  path: '/api/server-time',
  summary: 'The time the server goes by, and whether it believes the system’s clock',
  access: 'signed_in',
  response: ServerTime,
});

export const confirmServerTime = contract({
  id: 'confirmServerTime',
  method: 'post',
  path: '/api/server-time/confirmation',
  summary: 'Say that the system’s clock is right: the server follows it from here on',
  access: ['admin'],
  response: ServerTime,
});
