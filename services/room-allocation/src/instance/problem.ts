import type { AllocationProblem, Placed, Tentative } from '../domain/allocator/allocation-problem.ts';
import { askOf } from '../domain/allocator/ask.ts';
import { placedOf } from '../domain/allocator/assignment.ts';
import { boardOf } from '../domain/allocator/board.ts';
import { placementOf } from '../domain/allocator/placement.ts';
import type { AllocationInstance } from './schema.ts';

type Standing = AllocationInstance['tentative'][number];

/** What a tentative activity has, written out; undefined where these resources do not answer its needs. */
function placedBy(problem: AllocationProblem, { request, start, resourceIds }: Standing): Placed | undefined {
  const board = boardOf(problem, 0);
  const ask = askOf(board, request, problem.policy.open);
  const slots = [...ask.rooms, ...ask.people];
  const isCounted = ask.counted.every(({ candidates }, index) => {
    const [candidate] = candidates;
    return candidate && board.resources[candidate.resource]?.id === resourceIds[slots.length + index];
  });
  const named = slots.flatMap(({ candidates }, index) =>
    candidates.filter(({ resource }) => board.resources[resource]?.id === resourceIds[index]),
  );
  const isWhole = named.length === slots.length && resourceIds.length === slots.length + ask.counted.length;
  return isCounted && isWhole ? placedOf(board, ask, placementOf(start, named, ask, 0)) : undefined;
}

export type FromInstance =
  | { readonly ok: true; readonly problem: AllocationProblem }
  | { readonly ok: false; readonly path: string; readonly message: string };

/** The problem that an instance describes. */
export function problemOf({ tentative, ...instance }: AllocationInstance): FromInstance {
  const problem: AllocationProblem = { ...instance, tentative: [] };
  const placed: Tentative[] = [];
  for (const [index, standing] of tentative.entries()) {
    const assignment = placedBy(problem, standing);
    if (!assignment) {
      const message = `${standing.request.requestId}: one resource for each need, rooms first, then people, kit, stops`;
      return { ok: false, path: `tentative.${index}.resourceIds`, message };
    }
    placed.push({ request: standing.request, assignment });
  }
  return { ok: true, problem: { ...problem, tentative: placed } };
}
