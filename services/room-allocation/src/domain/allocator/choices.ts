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
  const choices: Choice[] = [];
  for (const { start, rooms, people } of options) {
    const moved = Math.abs(start - request.preferredStart);
    for (const candidate of (rooms[0] ?? people[0])?.candidates ?? []) {
      const { from, to, wasted } = candidate;
      choices.push({ start, candidate, from: start + from, to: start + to, cost: moved + wasted });
    }
  }
  return choices.sort((a, b) => a.cost - b.cost);
}

/** All choices, the cheapest first, of an ask that has one slot and nothing counted; undefined for others. Found out once. */
export function choicesOf(ask: Ask): readonly Choice[] | undefined {
  if (ask.counted.length > 0 || ask.rooms.length + ask.people.length !== 1) return undefined;
  ask.cache.choices ??= everyChoice(ask);
  return ask.cache.choices;
}
