/**
 * The folder `wawar` on a stick. One stick serves any number of screens:
 *
 *   wawar/screens/<screenId>/load.json   what the screen is to play: `UsbLoadFile`
 *   wawar/media/<sha256>                 media of all of them
 *   wawar/plays/<name>.json              written by players, for central: envelopes around `UsbPlays`
 */
import { z } from 'zod';
import { Envelope } from '../trust/statements.ts';
import { ManifestBundle } from './device.ts';

export const USB_FOLDER = 'wawar';
export const USB_LOAD_NAME = 'load.json';
/** Largest `load.json` in bytes: a manifest with the approvals of all it names. */
export const USB_LOAD_LIMIT_BYTES = 64 * 2 ** 20;

export const UsbLoadFile = z.strictObject({
  /** With every root from the first: nobody knows which ones the player holds. */
  bundle: ManifestBundle,
  load: Envelope,
});
export type UsbLoadFile = z.infer<typeof UsbLoadFile>;
