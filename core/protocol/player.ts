/** Messages between the player service and its own renderer, over WebSocket on loopback. */
import { z } from 'zod';
import { OutputRect, ZoneId } from '../model/catalogue.ts';
import { Base64, EpochMs, Id } from '../model/primitives.ts';
import { Programme } from '../model/programme.ts';
import { Transition } from '../model/screen-settings.ts';

/** Loopback paths the service serves: the page, the socket, and verified media `/media/<sha256>`. */
export const RENDERER_SOCKET_PATH = '/renderer';
export const RENDERER_MEDIA_PATH = '/media/';

export const ServiceMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('state'),
    /** Null before the first manifest: slate, or the pairing code. */
    manifestVersion: z.int().min(1).nullable(),
    programme: Programme.nullable(),
    output: OutputRect.nullable(),
    /** Items that may not play now: not verified yet, withdrawn, lease over, failed. */
    unavailable: z.array(Id),
    /** Corrected time minus the renderer's system clock. */
    clockOffsetMs: z.number(),
    /** What the system clock read when that was computed: tells a step of it while the message was under way. */
    systemMs: z.number().optional(),
    demo: z.boolean(),
    slate: z.strictObject({ cityName: z.string(), timeZone: z.string(), utcOffsetMs: z.int() }),
    /** Shown instead of the slate while the device is not bound to a screen. */
    pairingCode: z.string().nullable(),
    transition: Transition.default({ kind: 'cut' }),
    /** Nothing is drawn, on an operator's command. */
    blanked: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('clock'), clockOffsetMs: z.number(), systemMs: z.number().optional() }),
  /** Show the player's own code, or what it did with a stick, over the picture for so long. */
  z.strictObject({ type: z.literal('identify'), durationMs: z.int().positive(), label: z.string() }),
  z.strictObject({ type: z.literal('reload') }),
  /** Say what is on the page now; answered with `looked`. */
  z.strictObject({ type: z.literal('look'), id: z.int().min(1) }),
]);
export type ServiceMessage = z.infer<typeof ServiceMessage>;

export const RendererMessage = z.discriminatedUnion('type', [
  /** The page plays from this manifest; nothing it no longer names is on screen. */
  z.strictObject({ type: z.literal('applied'), manifestVersion: z.int().min(1) }),
  /** A frame of the item was presented (`requestVideoFrameCallback`, or a decoded still on two animation frames). */
  z.strictObject({
    type: z.literal('shown'),
    zone: ZoneId,
    itemId: Id,
    entryId: Id.nullable(),
    slotStartMs: EpochMs,
    startMs: EpochMs,
  }),
  z.strictObject({
    type: z.literal('ended'),
    zone: ZoneId,
    itemId: Id,
    entryId: Id.nullable(),
    slotStartMs: EpochMs,
    startMs: EpochMs,
    endMs: EpochMs,
    complete: z.boolean(),
  }),
  /** Did not present a frame in time, or the browser refused it; the service makes it unavailable for a while. */
  z.strictObject({ type: z.literal('failed'), zone: ZoneId, itemId: Id, detail: z.string().max(300) }),
  /** Sent twice a second; silence for one and a half means the page hangs. */
  z.strictObject({ type: z.literal('alive'), droppedFrames: z.int().min(0), elements: z.int().min(0) }),
  /** What the page drew when it was asked: what a look at the real screen is compared with. */
  z.strictObject({
    type: z.literal('looked'),
    id: z.int().min(1),
    /** 9×8 mean colours (`core/picture/cells.ts`) of the output rectangle. */
    cells: Base64.max(400),
    /** Of the drawn pixels: another number, another picture. */
    checksum: z.int().min(0).max(0xffffffff),
    /** Where the output rectangle lies on the desktop, in desktop pixels. */
    area: z.strictObject({
      x: z.int().min(-32_768).max(32_768),
      y: z.int().min(-32_768).max(32_768),
      widthPx: z.int().min(1).max(16_384),
      heightPx: z.int().min(1).max(16_384),
    }),
  }),
]);
export type RendererMessage = z.infer<typeof RendererMessage>;
