import canonicalize from 'canonicalize';
import { AppError } from '../model/app-error.ts';

/**
 * The one canonical spelling of a JSON value (RFC 8785) as UTF-8.
 *
 * @throws AppError `not_canonicalizable` for what JSON cannot hold (NaN, lone surrogates, cycles, undefined).
 */
export function canonicalBytes(value: unknown): Uint8Array {
  const json = canonicalJson(value);
  if (typeof json !== 'string') {
    throw new AppError('not_canonicalizable', 'The value has no canonical JSON form', { cause: json });
  }
  return new TextEncoder().encode(json);
}

/** Whether `bytes` are exactly the canonical spelling of `value`; false also where there is none. */
export function isCanonicalFormOf(bytes: Uint8Array, value: unknown): boolean {
  const json = canonicalJson(value);
  if (typeof json !== 'string') return false;
  const canonical = new TextEncoder().encode(json);
  return canonical.length === bytes.length && canonical.every((byte, at) => byte === bytes[at]);
}

/** What a schema made of `given`, without the fields that were not in it. */
export function withoutDefaults(parsed: unknown, given: unknown): unknown {
  if (Array.isArray(parsed) && Array.isArray(given)) {
    return parsed.map((one, at) => withoutDefaults(one, given[at]));
  }
  if (!isObject(parsed) || !isObject(given)) return parsed;
  const own = Object.entries(parsed).filter(([key]) => Object.hasOwn(given, key));
  return Object.fromEntries(own.map(([key, value]) => [key, withoutDefaults(value, given[key])]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The canonical text, or why there is none. */
function canonicalJson(value: unknown): string | Error | undefined {
  try {
    return canonicalize(value);
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}
