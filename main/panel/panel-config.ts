import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/model/app-error.ts';

/** What a template may name: `on`/`off` (or the panel's own words), percent, and the same from 0 to 255. */
const PLACEHOLDERS = ['{power}', '{percent}', '{level}'] as const;
const BRIGHTNESS_PLACEHOLDERS = PLACEHOLDERS.slice(1);

const usesBrightness = (texts: readonly string[]) =>
  texts.some((text) => BRIGHTNESS_PLACEHOLDERS.some((name) => text.includes(name)));
const NOT_FOR_POWER = 'the power action runs without a brightness: only {power} may stand in it';

const Command = z.strictObject({
  /** The program and its arguments, handed over as they are: there is no shell. */
  argv: z
    .array(z.string().max(1000))
    .min(1)
    .max(50)
    .refine(([program = '']) => isAbsolute(program), 'the program needs an absolute path'),
});

const Call = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default('POST'),
  /** Placeholders may stand in path and query, not in the host. */
  url: z
    .string()
    .max(1000)
    .regex(/^https?:\/\/[^/?#{}@\s]+(?:[/?]\S*)?$/, 'an http(s) address without user name'),
  headers: z.record(z.string().max(100), z.string().max(1000)).default({}),
  body: z.string().max(4000).optional(),
});

const common = {
  powerWords: z
    .strictObject({ on: z.string().min(1).max(40), off: z.string().min(1).max(40) })
    .default({ on: 'on', off: 'off' }),
  timeoutMs: z.int().min(100).max(60_000).default(10_000),
  /** The same is said again so often, for a panel that was switched or lost power meanwhile. */
  repeatEveryMin: z.int().min(1).max(1440).default(10),
};

/** How this kiosk's own panel is switched and dimmed: a file on the kiosk, never a manifest or a message. */
export const PanelConfig = z.discriminatedUnion('driver', [
  z.strictObject({ driver: z.literal('none'), ...common }),
  z.strictObject({
    driver: z.literal('command'),
    power: Command.refine(({ argv }) => !usesBrightness(argv), NOT_FOR_POWER).optional(),
    brightness: Command.optional(),
    ...common,
  }),
  z.strictObject({
    driver: z.literal('http'),
    power: Call.refine(({ url, body = '' }) => !usesBrightness([url, body]), NOT_FOR_POWER).optional(),
    brightness: Call.optional(),
    ...common,
  }),
]);
export type PanelConfig = z.infer<typeof PanelConfig>;
export type PanelCall = z.infer<typeof Call>;

/**
 * Reads the file anew, so that a repaired one counts without a restart. No file is no panel to drive.
 * @throws AppError `panel_config_invalid`.
 */
export async function readPanelConfig(path: string): Promise<PanelConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return PanelConfig.parse({ driver: 'none' });
    throw new AppError('panel_config_invalid', `${path} cannot be read`, { cause });
  }
  const parsed = PanelConfig.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
  throw new AppError('panel_config_invalid', `${path}${where}: ${issue?.message ?? 'not valid'}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
