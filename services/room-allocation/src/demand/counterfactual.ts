import {
  Bilingual,
  type Counterfactual,
  type Kit,
  minuteOf,
  type Need,
  type Person,
  type Reason,
  ResourceId,
  type Room,
} from '@huitang/contracts';
import { allocate } from '../domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationRequest } from '../domain/allocator/allocation-problem.ts';
import { isPersonNeed } from '../domain/allocator/suitable.ts';
import { causeOf } from './cause.ts';
import { featuresOf, seatsFor } from './groups.ts';
import type { Unmet } from './unmet.ts';

/** What was given and what there is, over the whole stretch of the wishes. */
export type Given = Omit<AllocationProblem, 'requests'>;

type Added = Counterfactual['added'];

const NAME = Bilingual.parse('+1');
const ID = ResourceId.parse('one-more');

/** What one more of would mend which cause. Every other one nothing does that could be had: a closed hour, a quota, a rule. */
const MENDED: Readonly<Record<string, Added['type']>> = {
  taken: 'room',
  'room-closed': 'room',
  'room-lacks-feature': 'room',
  'room-too-small': 'room',
  'no-room-large-enough': 'room',
  'no-room-with-features': 'room',
  'too-few-rooms': 'room',
  'no-such-person': 'person',
  'people-busy': 'person',
  'person-busy': 'person',
  'too-few-people': 'person',
  'kit-short': 'kit',
};

const mendedBy = (cause: Reason | undefined): Added['type'] | undefined => MENDED[cause?.code ?? ''];

const requestOf = ({ demanded }: Unmet, index: number): AllocationRequest => {
  const starts = demanded.starts.map(minuteOf);
  return { ...demanded, requestId: String(index), starts, preferredStart: starts[0] ?? 0, asGiven: false };
};

/** What most of them lacked first. */
function commonest(wishes: readonly Unmet[]): Reason | undefined {
  const counts = new Map<string, number>();
  const causes = wishes.flatMap((wish) => causeOf(wish) ?? []);
  for (const { code } of causes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [code] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? [];
  return causes.find((cause) => cause.code === code);
}

function personFor(needs: readonly Need[]): Extract<Added, { type: 'person' }> {
  const people = needs.filter(isPersonNeed);
  return {
    type: 'person',
    roles: [...new Set(people.map(({ role }) => role))].sort(),
    skills: [...new Set(people.flatMap(({ skills }) => skills))].sort(),
  };
}

/** One more of what was missing; undefined where that is nothing that could be had. */
function addedFor(wishes: readonly Unmet[]): Added | undefined {
  const cause = commonest(wishes);
  const needs = wishes.flatMap(({ demanded }) => demanded.needs);
  switch (mendedBy(cause)) {
    case undefined:
      return undefined;
    case 'person':
      return personFor(needs);
    case 'room':
      return { type: 'room', capacity: seatsFor(wishes), features: featuresOf(needs) };
    case 'kit': {
      const resourceId = cause?.resourceId ?? '';
      const counts = needs.map((need) => (need.role === 'kit' && need.resourceId === resourceId ? need.count : 0));
      return { type: 'kit', resourceId, count: Math.max(...counts) };
    }
  }
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
 * How many more of the refused wishes one thing more would serve, beside everything that was given, than are served
 * without it: who was in the way may have left since. Undefined where that is none.
 */
export function counterfactualOf(wishes: readonly Unmet[], given: Given): Counterfactual | undefined {
  const refused = wishes.filter(({ outcome }) => outcome === 'refused');
  const added = addedFor(refused);
  if (!added) return undefined;
  // Whom a quota or a rule has refused, no room serves.
  const requests = refused.filter((wish) => mendedBy(causeOf(wish))).map(requestOf);
  const servedBy = (there: Given): number => allocate({ ...there, requests }).assignments.length;
  const served = servedBy(withAdded(given, added)) - servedBy(given);
  return served > 0 ? { added, served, of: refused.length } : undefined;
}
