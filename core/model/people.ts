/** Who works with it, for whom, and where: people, agencies, areas. */
import { z } from 'zod';
import { EpochMs, Id, text } from './primitives.ts';
import { GeoPoint } from './screen-settings.ts';

export const ROLES = ['admin', 'editor', 'approver', 'contributor', 'crew', 'viewer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const User = z.strictObject({
  id: Id,
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/),
  displayName: text(80).min(1),
  roles: z.array(Role).min(1),
  /** The agency a contributor speaks for; staff of the city itself have none. */
  agencyId: Id.nullable(),
  /** `invited` has no password yet, `active` can sign in, `disabled` cannot. */
  state: z.enum(['invited', 'active', 'disabled']),
  createdAtMs: EpochMs,
});
export type User = z.infer<typeof User>;

export const Agency = z.strictObject({
  id: Id,
  name: text(120).min(1),
  shortName: text(30).min(1),
  kind: z.enum(['opd', 'vertical', 'village']),
});
export type Agency = z.infer<typeof Agency>;

export const Area = z.strictObject({
  id: Id,
  name: text(80).min(1),
  level: z.enum(['province', 'city', 'district', 'village']),
  /** Kemendagri code such as `36.71.01.1001`. */
  code: z.string().regex(/^\d{2}(?:\.\d{2}){0,2}(?:\.\d{4})?$/),
  parentId: Id.nullable(),
  /** The circle that stands for it on a map and decides whether a car was there; null until somebody draws it. */
  circle: z
    .strictObject({ centre: GeoPoint, radiusM: z.int().min(50).max(20_000) })
    .nullable()
    .default(null),
});
export type Area = z.infer<typeof Area>;
