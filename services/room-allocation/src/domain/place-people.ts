import type { Minute, Person } from '@huitang/contracts';
import type { AllocationProblem, AllocationRequest, PlannedClaim } from './allocation-problem.ts';
import { buffersFor, withBuffers } from './buffers.ts';
import { chooseDistinct } from './matching.ts';
import type { Miss, Placed } from './miss.ts';
import { canServe, isPerson, type PersonNeed } from './suitable.ts';
import { availability, overlapping, type Usage } from './usage.ts';

type Context = Pick<AllocationProblem, 'pools' | 'policy'>;

const claimOf = (
  person: Person,
  role: PersonNeed['role'],
  request: AllocationRequest,
  start: Minute,
): PlannedClaim => ({
  resource: person,
  role,
  count: 1,
  ...withBuffers(start, request.durationMinutes, buffersFor(request, person)),
});

const isWithin = ({ start, end }: PlannedClaim, within: AllocationProblem['policy']['within']): boolean =>
  !within || (within.start <= start && end <= within.end);

const isFree = (claim: PlannedClaim, { policy }: Context, usage: Usage): boolean =>
  isWithin(claim, policy.within) && availability(usage, claim.resource.id, claim, 1, 1) === 'free';

function missOf(
  need: PersonNeed,
  able: readonly Person[],
  request: AllocationRequest,
  start: Minute,
  usage: Usage,
): Miss {
  const wanted = { role: need.role, skills: need.skills.join(' ') };
  if (able.length === 0) return { cause: { code: 'no-such-person', values: wanted }, details: [], blockedBy: [] };
  const blockedBy = able.flatMap((person) =>
    overlapping(usage, person.id, claimOf(person, need.role, request, start)).map(({ activityId }) => activityId),
  );
  const details = able.map(({ id }) => ({ code: 'person-busy', resourceId: id }));
  return { cause: { code: 'people-busy', values: wanted }, details: details.slice(0, 12), blockedBy };
}

/** A person for every need, none twice: who has the fewest claims among the commitments goes first, then by id. */
export function placePeople(
  needs: readonly PersonNeed[],
  request: AllocationRequest,
  start: Minute,
  context: Context,
  usage: Usage,
): Placed<readonly PlannedClaim[]> {
  const claimsOf = (person: Person): number => usage.taken.get(person.id)?.length ?? 0;
  const people = context.pools.filter(isPerson).sort((a, b) => claimsOf(a) - claimsOf(b) || (a.id < b.id ? -1 : 1));
  const lists: string[][] = [];
  for (const need of needs) {
    const able = people.filter((person) => canServe(person, need));
    const free = able.filter((person) => isFree(claimOf(person, need.role, request, start), context, usage));
    if (free.length === 0) return { ok: false, miss: missOf(need, able, request, start, usage) };
    lists.push(free.map(({ id }) => id));
  }
  const chosen = chooseDistinct(lists);
  if (!chosen) {
    return {
      ok: false,
      miss: { cause: { code: 'too-few-people', values: { needed: needs.length } }, details: [], blockedBy: [] },
    };
  }
  return {
    ok: true,
    value: needs.flatMap((need, index) => {
      const person = people.find(({ id }) => id === chosen[index]);
      return person ? [claimOf(person, need.role, request, start)] : [];
    }),
  };
}
