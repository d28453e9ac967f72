import type { z } from 'zod';
import type { Role } from '../model/catalogue.ts';
import type { ProblemCode } from './problems.ts';

/** Who may call: anyone, anyone signed in, a paired device, a crew's phone, or users with one of these roles. */
export type Access = 'public' | 'signed_in' | 'device' | 'crew' | readonly Role[];

/**
 * One HTTP route: the single source of its validation, its types (server and browser) and its OpenAPI text.
 * `path` is in Express form (`/api/users/:id`). `response` is a zod schema for JSON, or the media types of a
 * body that is not JSON, or null for 204.
 */
export interface Contract {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Largest request body in bytes; 256 KiB when absent. */
  readonly bodyLimitBytes?: number;
  readonly response: z.ZodType | { readonly mediaTypes: readonly string[] } | null;
  readonly problems?: readonly ProblemCode[];
}

/** Keeps the literal types of a contract while checking its shape. */
export const contract = <const C extends Contract>(definition: C): C => definition;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

export type ParamsOf<C extends Contract> = Parsed<C['params']>;
export type QueryOf<C extends Contract> = Parsed<C['query']>;
export type BodyOf<C extends Contract> = Parsed<C['body']>;
export type ResponseOf<C extends Contract> = C['response'] extends z.ZodType
  ? z.output<C['response']>
  : C['response'] extends null
    ? undefined
    : Blob;

/** What a caller hands over: only the parts the route has. */
export type RequestOf<C extends Contract> = (C['params'] extends z.ZodType
  ? { params: Given<C['params']> }
  : { params?: undefined }) &
  (C['query'] extends z.ZodType ? { query?: Given<C['query']> } : { query?: undefined }) &
  (C['body'] extends z.ZodType ? { body: Given<C['body']> } : { body?: undefined });
