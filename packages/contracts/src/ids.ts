import { z } from 'zod';

/** Ids that people choose or see: lower-case words joined by hyphens, at most 64 characters. */
const slug = () =>
  z
    .string()
    .max(64, 'at most 64 characters')
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, such as tianping-hall');

export const CenterId = slug().brand<'CenterId'>();
export type CenterId = z.infer<typeof CenterId>;

export const ResourceId = slug().brand<'ResourceId'>();
export type ResourceId = z.infer<typeof ResourceId>;

export const OrganizationId = slug().brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof OrganizationId>;

export const KindId = slug().brand<'KindId'>();
export type KindId = z.infer<typeof KindId>;

export const PackageId = slug().brand<'PackageId'>();
export type PackageId = z.infer<typeof PackageId>;

export const RouteId = slug().brand<'RouteId'>();
export type RouteId = z.infer<typeof RouteId>;

/** `<center>.<UUID>`: version 5 of (principal, route, Idempotency-Key), so that it tells whose it is. */
export const ClosureId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the id of a closure')
  .brand<'ClosureId'>();
export type ClosureId = z.infer<typeof ClosureId>;

/** Activities are created by clients, so their ids are UUIDs: version 5 of (principal, route, Idempotency-Key). */
export const ActivityId = z.guid('a UUID').brand<'ActivityId'>();
export type ActivityId = z.infer<typeof ActivityId>;
