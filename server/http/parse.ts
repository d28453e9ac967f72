import { z } from 'zod';
import type { Contract } from '../../core/api/contract.ts';
import type { Problem } from '../../core/api/problems.ts';
import { Refusal } from './refusal.ts';

const LOCALE = { id: z.locales.id().localeError, en: z.locales.en().localeError };

interface Given {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Enough for any form; a hostile body must not be answered with a larger one. */
const MAX_FIELD_ERRORS = 50;

/** The parts of a request in the shape the contract promises; refuses with `invalid_request` and its fields. */
export function parseParts(contract: Contract, given: Given, language: 'id' | 'en'): Given {
  const errors: NonNullable<Problem['errors']> = [];
  const part = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value, { error: LOCALE[language] });
    if (parsed.success) return parsed.data;
    errors.push(
      ...parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    );
    return undefined;
  };
  const parts = {
    params: part(contract.params, given.params),
    query: part(contract.query, given.query),
    body: part(contract.body, given.body),
  };
  if (errors.length > 0) throw new Refusal('invalid_request', { errors: errors.slice(0, MAX_FIELD_ERRORS) });
  return parts;
}
