import type { z } from 'zod';
import { AppError } from '../../core/model/app-error.ts';
import type { Json } from './tables.ts';

/**
 * Value of a JSON column, checked against its schema.
 *
 * @throws AppError `store_corrupt` if the text is not what was once written
 */
export function readJson<S extends z.ZodType>(schema: S, text: Json): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('store_corrupt', 'A stored value does not fit its schema', { cause });
  }
}

export const writeJson = (value: unknown): Json => JSON.stringify(value);
