import {
  Bilingual,
  type Counterfactual,
  type Kit,
  minuteOf,
  type Need,
  type Person,
  ResourceId,
  type Room,
} from '@huitang/contracts';
import { allocate } from '../domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import { isPersonNeed } from '../domain/allocator/suitable.ts';
import { featuresOf, seatsFor } from './groups.ts';
import type { Unmet } from './unmet.ts';

/** What was given and what there is, over the whole stretch of the wishes. */
export type Given = Omit<AllocationProblem, 'requests'>;

type Added = Counterfactual['added'];

const NAME = Bilingual.parse('+1');
const ID = ResourceId.parse('one-more');

const PEOPLE = new Set(['people-busy', 'no-such-person', 'too-few-people']);

const requestOf = ({ demanded }: Unmet, index: number): AllocationRequest => {
  const starts = demanded.starts.map(minuteOf);
  return { ...demanded, requestId: String(index), starts, preferredStart: starts[0] ?? 0, asGiven: false };
};

/** What most of them lacked first. */
function commonest(wishes: readonly Unmet[]): Unmet['reasons'][number] | undefined {
  const counts = new Map<string, number>();
  for (const { reasons } of wishes) counts.set(reasons[0]?.code ?? '', (counts.get(reasons[0]?.code ?? '') ?? 0) + 1);
  const [code] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
  return wishes.map(({ reasons }) => reasons[0]).find((reason) => reason?.code === code);
}

function personFor(needs: readonly Need[]): Extract<Added, { type: 'person' }> {
  const people = needs.filter(isPersonNeed);
  return {
    type: 'person',
    roles: [...new Set(people.map(({ role }) => role))].sort(),
    skills: [...new Set(people.flatMap(({ skills }) => skills))].sort(),
  };
}

/** One more of what was missing; undefined where it is nothing that could be had: a stop of a route, a closed hour. */
function addedFor(wishes: readonly Unmet[]): Added | undefined {
  const reason = commonest(wishes);
  const needs = wishes.flatMap(({ demanded }) => demanded.needs);
  if (!reason || reason.code === 'closed' || reason.code.startsWith('stop-')) return undefined;
  if (PEOPLE.has(reason.code)) return personFor(needs);
  if (reason.code === 'kit-short') {
    const counts = needs.map((need) => (need.role === 'kit' && need.resourceId === reason.resourceId ? need.count : 0));
    return { type: 'kit', resourceId: reason.resourceId ?? '', count: Math.max(...counts) };
  }
  return { type: 'room', capacity: seatsFor(wishes), features: featuresOf(needs) };
}

const withKit = (pool: Person | Kit, { resourceId, count }: Extract<Added, { type: 'kit' }>): Person | Kit =>
  pool.type === 'kit' && pool.id === resourceId ? { ...pool, count: pool.count + count } : pool;

function withAdded(given: Given, added: Added): Given {
  const common = { id: ID, name: NAME, setupMinutes: 0, teardownMinutes: 0 };
  switch (added.type) {
    case 'room': {
      const room: Room = { ...common, type: 'room', capacity: added.capacity, features: [...added.features] };
      return { ...given, rooms: [...given.rooms, room] };
    }
    case 'person': {
      const person: Person = { ...common, type: 'person', roles: [...added.roles], skills: [...added.skills] };
      return { ...given, pools: [...given.pools, person] };
    }
    case 'kit':
      return { ...given, pools: given.pools.map((pool) => withKit(pool, added)) };
  }
}

/**
 * How many of the refused wishes one thing more would have served, in the order they came, beside everything that was
 * given. Undefined where that is none.
 */
export function counterfactualOf(wishes: readonly Unmet[], given: Given): Counterfactual | undefined {
  const refused = wishes.filter(({ outcome }) => outcome === 'refused');
  const added = addedFor(refused);
  if (!added) return undefined;
  const { assignments } = allocate({ ...withAdded(given, added), requests: refused.map(requestOf) });
  return assignments.length === 0 ? undefined : { added, served: assignments.length, of: refused.length };
}
