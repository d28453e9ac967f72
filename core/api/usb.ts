/** Screens without network or without a player of ours: what is carried to them, and what is carried back. */
import { z } from 'zod';
import { EpochMs, Id, LocalDate, TimeOfDay } from '../model/primitives.ts';
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
  problems: ['not_found', 'media_damaged'],
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

/** Longest period of one content pack. */
const SCREEN_PACK_DAYS = 31;

const OfPeriod = {
  params: z.strictObject({ id: Id }),
  /** Both days are included. */
  query: z
    .strictObject({ from: LocalDate, until: LocalDate })
    .refine(({ from, until }) => from <= until, { path: ['until'], message: 'ends_before_it_begins' })
    .refine(({ from, until }) => Date.parse(until) - Date.parse(from) < SCREEN_PACK_DAYS * 86_400_000, {
      path: ['until'],
      message: 'too_long',
    }),
};

export const ScreenPackPreview = z.strictObject({
  screenId: Id,
  from: LocalDate,
  until: LocalDate,
  /** Pictures in playing order. */
  items: z.array(
    z.strictObject({
      number: z.int(),
      announcementId: Id,
      title: z.string(),
      agencyName: z.string(),
      kind: z.enum(['video', 'image']),
      airDurationMs: z.int(),
      /** Days of the period it is planned on. */
      days: z.array(LocalDate),
      /** Earliest and latest wall clock it is planned at on those days. */
      fromLocal: TimeOfDay,
      untilLocal: TimeOfDay,
      lastAirMs: EpochMs,
    }),
  ),
  /** Lines of running text, in order. */
  ticker: z.array(
    z.strictObject({ announcementId: Id, title: z.string(), text: z.string(), lastAirMs: EpochMs }),
  ),
});
export type ScreenPackPreview = z.infer<typeof ScreenPackPreview>;

export const previewScreenPack = contract({
  id: 'previewScreenPack',
  method: 'get',
  path: '/api/screens/:id/content-pack',
  summary: 'What a content pack for a wall with a vendor’s player will hold',
  access: 'signed_in',
  ...OfPeriod,
  response: ScreenPackPreview,
  problems: ['not_found'],
});

export const getScreenPack = contract({
  id: 'getScreenPack',
  method: 'get',
  path: '/api/screens/:id/content-pack.zip',
  summary:
    'The pack as ZIP: pictures of the panel’s size in playing order, playlist, running text, sheet, a page that checks it, signed manifest. No play log comes back.',
  access: EDITORS,
  ...OfPeriod,
  response: { mediaTypes: ['application/zip'] },
  problems: ['not_found', 'nothing_for_screen', 'media_damaged'],
});
