import {
  ActivityId,
  CenterId,
  type Interval,
  Kit,
  type Minute,
  minuteOf,
  Need,
  Person,
  ResourceId,
  Room,
  Stop,
} from '@huitang/contracts';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type {
  AllocationProblem,
  AllocationRefusal,
  AllocationRequest,
  Assignment,
  Commitment,
  WishedTerms,
} from '../../../src/domain/allocator/allocation-problem.ts';

export const tianping: CenterId = CenterId.parse('tianping');

export const activity = (number: number): ActivityId =>
  ActivityId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** A minute of 1 July 2026, UTC; hours from 24 on belong to the days after it. */
export function at(time: string): Minute {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return minuteOf('2026-07-01T00:00:00Z') + hours * 60 + minutes;
}

export const during = (from: string, to: string): Interval => ({ start: at(from), end: at(to) });

type Change = Readonly<Record<string, unknown>>;

export const resourceId = (id: string): ResourceId => ResourceId.parse(id);

export const room = (id: string, change: Change = {}): Room =>
  Room.parse({ type: 'room', id, name: id, capacity: 40, ...change });

export const person = (id: string, change: Change = {}): Person =>
  Person.parse({ type: 'person', id, name: id, roles: ['guide'], ...change });

export const kit = (id: string, count: number): Kit => Kit.parse({ type: 'kit', id, name: id, count });

export const stop = (id: string, change: Change = {}): Stop => Stop.parse({ type: 'stop', id, name: id, ...change });

export const aRoom = (change: Change = {}): Need => Need.parse({ role: 'room', ...change });

export const aGuide = (...skills: string[]): Need => Need.parse({ role: 'guide', skills });

export const pieces = (id: string, count: number): Need => Need.parse({ role: 'kit', resourceId: id, count });

export const visit = (id: string, offsetMinutes: number, minutes: number): Need =>
  Need.parse({ role: 'stop', resourceId: id, offsetMinutes, minutes });

/** An hour from 09:00 for twenty people in any room, unless told otherwise. */
export function asked(change: Partial<AllocationRequest> = {}): AllocationRequest {
  const starts = change.starts ?? [at('09:00')];
  return {
    requestId: 'asked',
    starts,
    preferredStart: starts[0] ?? 0,
    durationMinutes: 60,
    headcount: 20,
    needs: [aRoom()],
    setupMinutes: 0,
    teardownMinutes: 0,
    asGiven: false,
    ...change,
  };
}

export const termsOf = (request: AllocationRequest): WishedTerms => ({ ...request, needs: [...request.needs] });

export const taken = (id: string, interval: Interval, change: Partial<Commitment> = {}): Commitment => ({
  resourceId: id,
  activityId: `has-${id}`,
  count: 1,
  ...interval,
  ...change,
});

export type ProblemChange = Partial<Omit<AllocationProblem, 'policy'>> & {
  readonly policy?: Partial<AllocationProblem['policy']>;
};

/** A center that is open from 08:00 to 22:00 and has nothing, unless told otherwise. */
export const problem = (change: ProblemChange = {}): AllocationProblem => ({
  rooms: [],
  pools: [],
  stops: [],
  closures: [],
  commitments: [],
  tentative: [],
  requests: [],
  ...change,
  policy: { center: tianping, open: [during('08:00', '22:00')], nearestStarts: [], nearestMax: 0, ...change.policy },
});

/** What one request is given; a test that asks for it fails where it is refused. */
export function assigned(request: AllocationRequest, change: ProblemChange): Assignment {
  const { assignments, refusals } = allocate(problem({ ...change, requests: [request] }));
  const [assignment] = assignments;
  if (!assignment) throw new Error(`refused: ${JSON.stringify(refusals)}`);
  return assignment;
}

/** Why one request is refused; a test that asks for it fails where it is granted. */
export function refused(request: AllocationRequest, change: ProblemChange): AllocationRefusal {
  const { assignments, refusals } = allocate(problem({ ...change, requests: [request] }));
  const [refusal] = refusals;
  if (!refusal) throw new Error(`assigned: ${JSON.stringify(assignments)}`);
  return refusal;
}
