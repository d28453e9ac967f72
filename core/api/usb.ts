/** Screens without network: what is carried to them, and what is carried back. */
import { z } from 'zod';
import { Id } from '../model/primitives.ts';
import { maxEnvelopeBytes } from '../trust/payload.ts';
import { Envelope } from '../trust/statements.ts';
import { contract } from './contract.ts';

const EDITORS = ['admin', 'editor'] as const;

export const getUsbLoad = contract({
  id: 'getUsbLoad',
  method: 'get',
  path: '/api/screens/:id/usb',
  summary: 'A ZIP for a stick: the screen’s newest manifest with approvals, leases and media',
  access: EDITORS,
  params: z.strictObject({ id: Id }),
  response: { mediaTypes: ['application/zip'] },
  problems: ['not_found'],
});

export const postUsbPlays = contract({
  id: 'postUsbPlays',
  method: 'post',
  path: '/api/usb/plays',
  summary: 'Plays a player wrote to a stick; each counts once however often it is brought',
  access: EDITORS,
  body: Envelope,
  bodyLimitBytes: maxEnvelopeBytes('usbPlays'),
  /** `stored` leaves out those that were known before. */
  response: z.strictObject({ screenId: Id, plays: z.int().min(0), stored: z.int().min(0) }),
  problems: ['usb_plays_refused'],
});
