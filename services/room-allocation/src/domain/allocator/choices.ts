import type { Minute } from '@huitang/contracts';
import type { Ask } from './ask.ts';
import type { Candidate } from './slot.ts';

/** One start with one resource: everything there is to choose for most requests. */
export interface Choice {
  readonly start: Minute;
  readonly candidate: Candidate;
  /** The minutes it takes of the resource. */
  readonly from: Minute;
  readonly to: Minute;
  /** Seats wasted and minutes moved. */
  readonly cost: number;
}

function everyChoice({ options, request }: Ask): readonly Choice[] {
  const choices = options.flatMap(({ start, rooms, people }) =>
    [...rooms, ...people].flatMap(({ candidates }) =>
      candidates.map((candidate) => ({
        start,
        candidate,
        from: start + candidate.from,
        to: start + candidate.to,
        cost: Math.abs(start - request.preferredStart) + candidate.wasted,
      })),
    ),
  );
  return choices.sort((a, b) => a.cost - b.cost);
}

/** All choices, the cheapest first, of an ask that has one slot and nothing counted; undefined for others. Found out once. */
export function choicesOf(ask: Ask): readonly Choice[] | undefined {
  if (ask.counted.length > 0 || ask.rooms.length + ask.people.length !== 1) return undefined;
  ask.cache.choices ??= everyChoice(ask);
  return ask.cache.choices;
}
