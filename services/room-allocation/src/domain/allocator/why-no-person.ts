import type { Minute, Reason } from '@huitang/contracts';
import type { AllocationRequest } from './allocation-problem.ts';
import { keptOut, neverHad } from './barred.ts';
import { type Board, holdersOf, isAllowed, isFree } from './board.ts';
import { chooseDistinct } from './matching.ts';
import { DETAILS_MAX, type Miss } from './miss.ts';
import type { Candidate, Slot } from './slot.ts';
import { canServe, isPersonNeed, type PersonNeed } from './suitable.ts';

/** Why whoever could serve may not be asked to: one reason for each of them. */
function notBookable({ resources }: Board, need: PersonNeed, request: AllocationRequest): readonly Reason[] {
  return resources.flatMap((person) => {
    const barred = person.type === 'person' && canServe(person, need) ? neverHad(request, person.id) : undefined;
    return barred ? { ...barred, resourceId: person.id } : [];
  });
}

function noSuch(board: Board, need: PersonNeed, request: AllocationRequest): Miss {
  const [cause, ...details] = notBookable(board, need, request);
  const values = { role: need.role, skills: need.skills.join(' ') };
  return { cause: cause ?? { code: 'no-such-person', values }, details: details.slice(0, DETAILS_MAX), blockedBy: [] };
}

function nobody(board: Board, need: PersonNeed, able: readonly Candidate[], start: Minute): Miss {
  const blockedBy = able.flatMap(({ resource, from, to }) =>
    holdersOf(board, resource, start + from, start + to).map(({ owner }) => owner),
  );
  const details = able.map(({ resource, bounds }): Reason => {
    const resourceId = board.resources[resource]?.id ?? '';
    return { code: 'person-busy', ...keptOut(bounds, start), resourceId };
  });
  const values = { role: need.role, skills: need.skills.join(' ') };
  const isOnlyBarred = able.every(({ bounds }) => keptOut(bounds, start));
  const [first] = details;
  const cause = isOnlyBarred && first ? first : { code: 'people-busy', values };
  return { cause, details: details.slice(isOnlyBarred ? 1 : 0, DETAILS_MAX), blockedBy };
}

/** Why there is not a person for every need; undefined when there is. Slots are in the order of the needs. */
export function whyNoPerson(
  board: Board,
  request: AllocationRequest,
  slots: readonly Slot[],
  start: Minute,
): Miss | undefined {
  const needs = request.needs.filter(isPersonNeed);
  const free: (readonly number[])[] = [];
  for (const [index, need] of needs.entries()) {
    const able = slots[index]?.candidates ?? [];
    if (able.length === 0) return noSuch(board, need, request);
    const idle = able.filter(
      ({ resource, from, to, bounds }) =>
        isAllowed(board, resource, start + from, start + to) &&
        isFree(board, resource, start + from, start + to, 1) &&
        !keptOut(bounds, start),
    );
    if (idle.length === 0) return nobody(board, need, able, start);
    free.push(idle.map(({ resource }) => resource));
  }
  if (chooseDistinct(free)) return undefined;
  return { cause: { code: 'too-few-people', values: { needed: needs.length } }, details: [], blockedBy: [] };
}
