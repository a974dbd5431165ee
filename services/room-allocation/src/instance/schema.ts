import {
  CenterId,
  Instant,
  Kit,
  type Minute,
  minuteOf,
  Need,
  Person,
  Reason,
  ResourceId,
  Room,
  Stop,
} from '@huitang/contracts';
import { z } from 'zod';

/** The last minute that is asked about by default: what has no opening hours is always open. */
const EVER = 2_000_000_000;

/** A time as RFC 3339 text, or as whole minutes counted from wherever one likes. */
const Time = z.union(
  [Instant.transform((text): Minute => minuteOf(text)), z.int().min(0).max(EVER)],
  'an RFC 3339 time with its offset, such as 2026-07-01T09:00:00+08:00, or whole minutes',
);

const isForwards = ({ start, end }: { readonly start: Minute; readonly end: Minute }): boolean => start < end;
const backwards = { error: 'start before end', path: ['end'] };

const Span = z.strictObject({ start: Time, end: Time }).refine(isForwards, backwards);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A resource whose type is known from where it stands, and whose name is its id unless it has one. */
const named = <T extends z.ZodType>(schema: T, type?: string) =>
  z.preprocess((value) => (isObject(value) ? { ...(type && { type }), name: value.id, ...value } : value), schema);

const minutes = z.int().min(0).max(480).default(0);

const InstanceBarred = z.strictObject({
  resourceId: ResourceId,
  because: Reason.default({ code: 'not-bookable-by-kind' }),
  startsBefore: Time.exactOptional(),
  startsAfter: Time.exactOptional(),
});

const InstanceRequest = z
  .strictObject({
    requestId: z.string().min(1).max(64),
    starts: z.array(Time).max(2_000),
    preferredStart: Time.optional(),
    durationMinutes: z.int().min(1).max(20_160),
    headcount: z.int().min(0).max(100_000).default(1),
    needs: z.array(Need).max(60),
    setupMinutes: minutes,
    teardownMinutes: minutes,
    asGiven: z.boolean().default(false),
    asFound: z.boolean().optional(),
    weight: z.number().positive().max(1_000_000).default(1),
    organization: z.string().min(1).max(64).optional(),
    barred: z.array(InstanceBarred).max(2_000).optional(),
  })
  .transform(({ preferredStart, organization, ...request }) => ({
    ...request,
    preferredStart: preferredStart ?? request.starts[0] ?? 0,
    ...(organization !== undefined && { organization }),
  }));

const SearchBounds = z.strictObject({
  chainDepth: z.int().min(0).max(8).exactOptional(),
  blockersMax: z.int().min(1).max(8).exactOptional(),
  nodesMax: z.int().min(0).max(1_000_000).exactOptional(),
  rounds: z.int().min(0).max(100_000).exactOptional(),
  seed: z.int().exactOptional(),
});

const InstancePolicy = z.strictObject({
  center: CenterId.default(CenterId.parse('center')),
  open: z.array(Span).default([{ start: 0, end: EVER }]),
  within: Span.exactOptional(),
  nearestStarts: z.array(Time).max(2_000).default([]),
  nearestMax: z.int().min(0).max(100).default(0),
  order: z.enum(['arrival', 'batch']).exactOptional(),
  search: SearchBounds.exactOptional(),
});

const InstanceTentative = z
  .strictObject({
    request: InstanceRequest,
    start: Time,
    /** One for each need: rooms first, then people, then kit, then stops, each in the order of the needs. */
    resourceIds: z.array(z.string()),
  })
  .refine(({ request, start }) => request.starts.includes(start), {
    error: 'one of the starts of its request',
    path: ['start'],
  });

const id = z.string().min(1).max(64);

const InstanceClosure = z
  .strictObject({ resourceId: id.exactOptional(), start: Time, end: Time })
  .refine(isForwards, backwards);

const InstanceCommitment = z
  .strictObject({
    resourceId: id,
    start: Time,
    end: Time,
    count: z.int().min(1).default(1),
    activityId: id.default('committed'),
  })
  .refine(isForwards, backwards);

/** An allocation problem as JSON: see docs/allocation.md. Most of it has a default. */
export const AllocationInstance = z
  .strictObject({
    rooms: z.array(named(Room, 'room')).default([]),
    pools: z.array(named(z.discriminatedUnion('type', [Person, Kit]))).default([]),
    stops: z.array(named(Stop, 'stop')).default([]),
    closures: z.array(InstanceClosure).default([]),
    commitments: z.array(InstanceCommitment).default([]),
    tentative: z.array(InstanceTentative).default([]),
    requests: z.array(InstanceRequest).max(100_000),
    policy: z.preprocess((value) => value ?? {}, InstancePolicy),
  })
  .superRefine(({ rooms, pools, stops, closures, commitments }, context) => {
    const known = new Set<string>([...rooms, ...pools, ...stops].map((resource) => resource.id));
    for (const [what, taken] of Object.entries({ closures, commitments })) {
      for (const [index, { resourceId }] of taken.entries()) {
        if (resourceId === undefined || known.has(resourceId)) continue;
        context.addIssue({ code: 'custom', path: [what, index, 'resourceId'], message: 'a room, pool or stop' });
      }
    }
  })
  .superRefine(({ rooms, pools, stops, tentative, requests }, context) => {
    const repeated = (ids: readonly string[], what: string): void => {
      const seen = new Set<string>();
      const first = ids.find((one) => seen.size === seen.add(one).size);
      if (first === undefined) return;
      context.addIssue({ code: 'custom', path: [what], message: `${first} is there twice` });
    };
    repeated(
      [...rooms, ...pools, ...stops].map((resource) => resource.id),
      'rooms, pools, stops',
    );
    repeated(
      [...tentative.map(({ request }) => request), ...requests].map(({ requestId }) => requestId),
      'requests',
    );
  });
export type AllocationInstance = z.infer<typeof AllocationInstance>;
