import type { Minute } from '@huitang/contracts';
import { type Board, holdersOf, isAllowed, isFree } from './board.ts';
import { chooseDistinct } from './matching.ts';
import { DETAILS_MAX, type Miss } from './miss.ts';
import type { Candidate, Slot } from './slot.ts';
import type { PersonNeed } from './suitable.ts';

function nobody(board: Board, need: PersonNeed, able: readonly Candidate[], start: Minute): Miss {
  const wanted = { role: need.role, skills: need.skills.join(' ') };
  if (able.length === 0) return { cause: { code: 'no-such-person', values: wanted }, details: [], blockedBy: [] };
  const blockedBy = able.flatMap(({ resource, from, to }) =>
    holdersOf(board, resource, start + from, start + to).map(({ owner }) => owner),
  );
  const details = able.map(({ resource }) => ({
    code: 'person-busy',
    resourceId: board.resources[resource]?.id ?? '',
  }));
  return { cause: { code: 'people-busy', values: wanted }, details: details.slice(0, DETAILS_MAX), blockedBy };
}

/** Why there is not a person for every need; undefined when there is. Slots are in the order of the needs. */
export function whyNoPerson(
  board: Board,
  needs: readonly PersonNeed[],
  slots: readonly Slot[],
  start: Minute,
): Miss | undefined {
  const free: (readonly number[])[] = [];
  for (const [index, need] of needs.entries()) {
    const able = slots[index]?.candidates ?? [];
    const idle = able.filter(
      ({ resource, from, to }) =>
        isAllowed(board, resource, start + from, start + to) && isFree(board, resource, start + from, start + to, 1),
    );
    if (idle.length === 0) return nobody(board, need, able, start);
    free.push(idle.map(({ resource }) => resource));
  }
  if (chooseDistinct(free)) return undefined;
  return { cause: { code: 'too-few-people', values: { needed: needs.length } }, details: [], blockedBy: [] };
}
