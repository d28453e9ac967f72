/** What a city decides once for all its announcements; kept in central, changed by its administrators. */
import { z } from 'zod';
import { LocalDateTime, text, TimeOfDay } from './primitives.ts';
import { GeoPoint } from './screen-settings.ts';

/** Kinds of loudspeaker a car or a hall has; each has its own voicing of the same recording. */
export const VOICINGS = ['horn', 'column', 'indoor'] as const;
export const Voicing = z.enum(VOICINGS);
export type Voicing = z.infer<typeof Voicing>;

/** Obligatory prayers at which loudspeakers may have to be silent. */
export const PRAYERS = ['fajr', 'dhuhr', 'asr', 'maghrib', 'isha'] as const;
export const Prayer = z.enum(PRAYERS);
export type Prayer = z.infer<typeof Prayer>;

/** When loudspeakers outdoors are silent whatever is planned. */
export const QuietRules = z.strictObject({
  /** Each night from–until, local time; null for none. */
  night: z.strictObject({ from: TimeOfDay, until: TimeOfDay }).nullable(),
  prayers: z.array(Prayer).max(PRAYERS.length),
  /** Silent from this long before the time of a prayer … */
  beforePrayerMin: z.int().min(0).max(60),
  /** … until this long after it. */
  afterPrayerMin: z.int().min(0).max(120),
  /** Instead of that at noon on Fridays, when a sermon is heard first. */
  afterFridayMin: z.int().min(0).max(180).default(60),
  /** Whole periods of silence, such as Nyepi from 06:00 to 06:00. */
  silences: z
    .array(
      z
        .strictObject({ name: text(80).min(1), fromLocal: LocalDateTime, untilLocal: LocalDateTime })
        .refine((silence) => silence.fromLocal < silence.untilLocal, 'a silence needs a length'),
    )
    .max(60)
    .default([]),
});
export type QuietRules = z.infer<typeof QuietRules>;

export const SpeechProvider = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('espeak_ng') }),
  /** POST of JSON `{ text, language }`, answered with audio/wav, audio/mpeg or audio/ogg. */
  z.strictObject({ kind: z.literal('http'), url: z.url({ protocol: /^https?$/ }).max(500) }),
]);
export type SpeechProvider = z.infer<typeof SpeechProvider>;

export const CitySettings = z.strictObject({
  /** Where the city is, for prayer times and maps; null until set. */
  location: GeoPoint.nullable(),
  /** What its people call the car: mobil wawaran, siaran keliling, sirkel, mobile calling. */
  unitLabel: text(40).min(1),
  /** Longest video or clip; five minutes is the rule of the Klungkung service standard. */
  maxDurationMs: z.int().min(10_000).max(300_000),
  /** Programme loudness of screens with loudspeakers: EBU R 128 (−23) or its streaming supplement s2 (−16 is common). */
  screenLoudnessLufs: z.union([z.literal(-23), z.literal(-16)]),
  /** Silence between two clips of a car where its tour says nothing else. */
  clipGapMs: z.int().min(0).max(60_000),
  quiet: QuietRules,
  /** Where a car was when it played is forgotten after this many days; what it played, when, in which area stays. */
  positionKeptDays: z.int().min(1).max(365).default(30),
  speech: SpeechProvider,
});
export type CitySettings = z.infer<typeof CitySettings>;

export const DEFAULT_CITY_SETTINGS: CitySettings = {
  location: null,
  unitLabel: 'Mobil wawaran',
  maxDurationMs: 300_000,
  screenLoudnessLufs: -16,
  clipGapMs: 5000,
  quiet: {
    night: { from: '21:00', until: '06:00' },
    prayers: [...PRAYERS],
    beforePrayerMin: 10,
    afterPrayerMin: 30,
    afterFridayMin: 60,
    silences: [],
  },
  positionKeptDays: 30,
  speech: { kind: 'espeak_ng' },
};
