import { z } from 'zod';

/** Opaque identifier: lower-case letters, digits, `-` and `_`; never a path, never markup. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);
export type Id = z.infer<typeof Id>;

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export type Sha256 = z.infer<typeof Sha256>;

/** Instant in milliseconds since 1970-01-01T00:00Z, within what `Date` can hold and people can mean. */
export const EpochMs = z.int().min(0).max(8_640_000_000_000);
export type EpochMs = z.infer<typeof EpochMs>;

/** Length of time in milliseconds, positive, at most 400 days. */
export const DurationMs = z
  .int()
  .min(1)
  .max(400 * 86_400_000);

/** Wall-clock date and time without offset, e.g. `2026-08-17T08:00:00`. */
export const LocalDateTime = z.iso.datetime({ local: true, offset: false, precision: 0 });

/** Calendar date `YYYY-MM-DD`. */
export const LocalDate = z.iso.date();

/** Time of day `HH:MM`; `24:00` is written as the end of a window that lasts until midnight. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** IANA time zone name, e.g. `Asia/Jakarta`. Whether the name exists is checked where offsets are looked up. */
export const TimeZoneName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/);

/** Text a person wrote, without control characters other than line breaks. */
export const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u, 'control characters are not allowed');

/** Size in physical panel pixels; even, because 4:2:0 video has no odd sizes. */
export const PanelPx = z.int().min(16).max(8192).multipleOf(2);

/** Base64 (RFC 4648 §4) with padding. No nested repetition: the regex engine's stack ends at about 6 MB of it. */
export const Base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .refine((value) => value.length % 4 === 0, 'base64 comes in groups of four');
