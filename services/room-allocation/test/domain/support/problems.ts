import type { Need, Resource } from '@huitang/contracts';
import fc from 'fast-check';
import type { AllocationProblem, AllocationRequest } from '../../../src/domain/allocator/allocation-problem.ts';
import { aRoom, asked, at, kit, person, pieces, problem, room, stop, visit } from './given.ts';

// Small problems in which everything is scarce: a day of thirty minutes from 09:00, resources that are few and alike.

const TICKS = 30;
const FEATURES = ['flag', 'stage'];
const SKILLS = ['language:en', 'route:red'];
const ROLES = ['guide', 'lecturer'] as const;

const tick = fc.integer({ min: 0, max: TICKS }).map((n) => at('09:00') + n);
const stretch = (max: number) =>
  fc.tuple(tick, fc.integer({ min: 1, max })).map(([start, minutes]) => ({ start, end: start + minutes }));
const buffer = fc.integer({ min: 0, max: 2 });
const buffers = fc.record({ setupMinutes: buffer, teardownMinutes: buffer });

const roomChange = fc.record({
  capacity: fc.constantFrom(10, 20, 30, 30),
  features: fc.subarray(FEATURES, { minLength: 1 }),
});
const personChange = fc.record({
  roles: fc.subarray([...ROLES], { minLength: 1 }),
  skills: fc.subarray(SKILLS, { minLength: 1 }),
});
const stopChange = fc.record({ groups: fc.integer({ min: 1, max: 2 }), headwayMinutes: buffer });

/** Seldom none at all. */
const few = <T>(arbitrary: fc.Arbitrary<T>, max: number): fc.Arbitrary<T[]> =>
  fc.oneof(
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: max }), weight: 15 },
    { arbitrary: fc.constant<T[]>([]), weight: 1 },
  );

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary, weight: 1 });

const resources: fc.Arbitrary<readonly Resource[]> = fc
  .record({
    rooms: few(fc.tuple(roomChange, buffers), 3),
    people: few(fc.tuple(personChange, buffers), 3),
    kit: few(fc.integer({ min: 1, max: 3 }), 1),
    stops: few(stopChange, 2),
  })
  .map(({ rooms, people, kit: counts, stops }) => [
    ...rooms.map(([change, own], n) => room(`room-${n}`, { ...change, ...own })),
    ...people.map(([change, own], n) => person(`person-${n}`, { ...change, ...own })),
    ...counts.map((count, n) => kit(`kit-${n}`, count)),
    ...stops.map((change, n) => stop(`stop-${n}`, change)),
  ]);

const roomNeed = fc
  .record({ features: fc.subarray(FEATURES, { maxLength: 1 }), named: seldom(fc.nat(1)) })
  .map(({ features, named }) => aRoom({ features, ...(named !== undefined && { resourceId: `room-${named}` }) }));
const personNeed = fc
  .record({ role: fc.constantFrom(...ROLES), skills: fc.subarray(SKILLS, { maxLength: 1 }) })
  .map((need): Need => need);
const kitNeed = fc.integer({ min: 1, max: 2 }).map((count) => pieces('kit-0', count));
const stopNeed = fc
  .tuple(fc.nat(1), fc.nat(5), fc.integer({ min: 1, max: 4 }))
  .map(([n, offsetMinutes, minutes]) => visit(`stop-${n}`, offsetMinutes, minutes));

const request: fc.Arbitrary<AllocationRequest> = fc
  .record({
    starts: fc.array(tick, { minLength: 1, maxLength: 3 }),
    preferredStart: seldom(tick),
    durationMinutes: fc.integer({ min: 1, max: 6 }),
    headcount: fc.constantFrom(1, 5, 9, 10, 10, 11, 15, 19, 20, 20, 21, 30, 31, 0),
    needs: few(
      fc.oneof({ arbitrary: roomNeed, weight: 4 }, { arbitrary: personNeed, weight: 2 }, kitNeed, stopNeed),
      3,
    ),
    asGiven: fc.boolean(),
    own: buffers,
  })
  .map(({ own, preferredStart, ...rest }) =>
    asked({ ...rest, ...own, ...(preferredStart !== undefined && { preferredStart }) }),
  );

const barred = (all: readonly Resource[]) =>
  all.length === 0
    ? fc.constant(undefined)
    : seldom(
        fc.array(
          fc.record({
            resource: fc.constantFrom(...all),
            startsBefore: fc.option(tick, { nil: undefined }),
            startsAfter: fc.option(tick, { nil: undefined }),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      ).map((some) =>
        some?.map(({ resource, startsBefore, startsAfter }) => ({
          resourceId: resource.id,
          because: { code: 'not-bookable-yet' },
          ...(startsBefore !== undefined && { startsBefore }),
          ...(startsAfter !== undefined && { startsAfter }),
        })),
      );

const openings = fc.constantFrom(
  [{ start: at('09:00'), end: at('09:40') }],
  [{ start: at('08:00'), end: at('10:00') }],
  [{ start: at('09:01'), end: at('09:29') }],
  [
    { start: at('09:02'), end: at('09:14') },
    { start: at('09:18'), end: at('09:31') },
  ],
  [],
);

const takenOf = (all: readonly Resource[]) =>
  all.length === 0
    ? fc.constant([])
    : fc.array(
        fc.tuple(fc.constantFrom(...all), stretch(8)).map(([{ id }, interval]) => ({
          resourceId: id,
          activityId: `has-${id}`,
          count: 1,
          ...interval,
        })),
        { minLength: 2, maxLength: 8 },
      );

const closuresOf = (all: readonly Resource[]) =>
  fc.array(
    fc
      .tuple(fc.constantFrom(undefined, ...all.map(({ id }) => id)), stretch(5))
      .map(([resourceId, interval]) => ({ ...(resourceId !== undefined && { resourceId }), ...interval })),
    { maxLength: 2 },
  );

/** Problems with up to `requestsMax` requests, numbered. */
export const problems = (requestsMax: number): fc.Arbitrary<AllocationProblem> =>
  resources.chain((all) =>
    fc
      .record({
        commitments: takenOf(all),
        closures: closuresOf(all),
        requests: fc.array(fc.tuple(request, barred(all)), { minLength: 1, maxLength: requestsMax }),
        open: openings,
        within: seldom(fc.constant({ start: at('09:03'), end: at('09:33') })),
        nearestStarts: fc.array(tick, { minLength: 6, maxLength: 12 }),
        nearestMax: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ commitments, closures, requests, within, ...policy }) =>
        problem({
          rooms: all.filter((resource) => resource.type === 'room'),
          pools: all.filter((resource) => resource.type === 'person' || resource.type === 'kit'),
          stops: all.filter((resource) => resource.type === 'stop'),
          commitments,
          closures,
          requests: requests.map(([one, its], n) => ({ ...one, barred: its, requestId: `request-${n}` })),
          policy: { ...policy, ...(within && { within }) },
        }),
      ),
  );
