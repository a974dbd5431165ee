import {
  ActivityId,
  Audience,
  CenterId,
  Instant,
  minuteOf,
  Need,
  OrganizationId,
  ProgrammeStep,
  Title,
} from '@huitang/contracts';
import { z } from 'zod';
import type { Catalogue } from './catalogue/catalogue.ts';
import { STARTS_MAX } from './domain/starts.ts';

const DAY_MINUTES = 1440;
/** Longer than anything a center hosts in one piece. */
const DURATION_MAX_MINUTES = 14 * DAY_MINUTES;
const WINDOW_MAX_MINUTES = 31 * DAY_MINUTES;

const AcceptableStart = z.union([
  z.strictObject({ start: Instant }),
  z
    .strictObject({ earliest: Instant, latest: Instant })
    .refine(({ earliest, latest }) => minuteOf(earliest) <= minuteOf(latest), {
      error: 'earliest not after latest',
      path: ['latest'],
    })
    .refine(({ earliest, latest }) => minuteOf(latest) - minuteOf(earliest) <= WINDOW_MAX_MINUTES, {
      error: 'a window of at most 31 days',
      path: ['latest'],
    }),
]);

/** An id from the catalogue; the message lists what there is. */
export const oneOf = (entries: ReadonlyMap<string, unknown>) => {
  const ids = [...entries.keys()];
  return z.enum(ids, { error: `one of: ${ids.join(', ')}` });
};

function bodyIn(catalogue: Catalogue) {
  const whole = z
    .strictObject({
      kind: oneOf(catalogue.kinds),
      organization: OrganizationId,
      center: CenterId,
      title: Title,
      headcount: z.int().min(1).max(100_000),
      preferredStart: Instant,
      /** Instead of a duration. */
      preferredEnd: Instant.optional(),
      /** Default: the package's, the route's, or the kind's usual minutes. */
      durationMinutes: z.int().min(1).max(DURATION_MAX_MINUTES).optional(),
      /** Other starts the organization would take, single ones or windows; best kept few. */
      alternatives: z.array(AcceptableStart).max(STARTS_MAX).default([]),
      packageId: oneOf(catalogue.packages).optional(),
      routeId: oneOf(catalogue.routes).optional(),
      audience: Audience.optional(),
      /** Beyond what the kind, package and route need. */
      needs: z.array(Need).max(20).default([]),
      /** Instead of the kind's programme. */
      programme: z.array(ProgrammeStep).max(50).optional(),
    })
    .refine(({ preferredEnd, durationMinutes }) => preferredEnd === undefined || durationMinutes === undefined, {
      error: 'preferredEnd or durationMinutes, not both',
      path: ['durationMinutes'],
    })
    .refine(({ preferredStart, preferredEnd }) => !preferredEnd || minuteOf(preferredEnd) > minuteOf(preferredStart), {
      error: 'after preferredStart',
      path: ['preferredEnd'],
    })
    .refine(
      ({ preferredStart, preferredEnd }) =>
        !preferredEnd || minuteOf(preferredEnd) - minuteOf(preferredStart) <= DURATION_MAX_MINUTES,
      { error: 'at most 14 days after preferredStart', path: ['preferredEnd'] },
    );
  return whole;
}

type BodySchema = ReturnType<typeof bodyIn>;
export type ProposalBody = z.infer<BodySchema>;

const bodies = new WeakMap<Catalogue, BodySchema>();

/** The body of a proposal, with the catalogue's kinds, packages and routes as its vocabulary; one schema for a catalogue. */
export function proposalBody(catalogue: Catalogue): BodySchema {
  const known = bodies.get(catalogue);
  if (known) return known;
  const made = bodyIn(catalogue);
  bodies.set(catalogue, made);
  return made;
}

export const ActivityParams = z.object({ id: ActivityId });
