import type { Minute } from '@huitang/contracts';
import type { Ask, StartOption } from './ask.ts';
import { type Board, isFree, type Placement } from './board.ts';
import { isBorrowed } from './borrowed.ts';
import { choicesOf } from './choices.ts';
import { chooseDistinct } from './matching.ts';
import { placementOf } from './placement.ts';
import type { Candidate, Slot } from './slot.ts';

const isFreeAt = (board: Board, { resource, from, to }: Candidate, start: Minute): boolean =>
  isFree(board, resource, start + from, start + to, 1);

const NONE: readonly Candidate[] = [];

/** More than anybody has bookings. */
const TRAVELLED_MINUTE = 1_000_000;

/** Fewer is better: own people before borrowed ones, the nearest of those first; then whoever has the fewest bookings. */
function burden({ lines, resources }: Board, { resource }: Candidate): number {
  const who = resources[resource];
  const travelled = who && isBorrowed(who) ? who.borrowed.travelMinutes * TRAVELLED_MINUTE : 0;
  return travelled + (lines[resource]?.bookings.length ?? 0);
}

/** The room that fits best; of people whoever has the fewest bookings, so that work is spread. */
function bestFree(board: Board, { role, candidates }: Slot, start: Minute): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (best && burden(board, candidate) >= burden(board, best)) continue;
    if (!isFreeAt(board, candidate, start)) continue;
    if (role === 'room') return candidate;
    best = candidate;
  }
  return best;
}

function allFree(board: Board, { role, candidates }: Slot, start: Minute): readonly Candidate[] {
  const free = candidates.filter((candidate) => isFreeAt(board, candidate, start));
  return role === 'room' ? free : free.sort((a, b) => burden(board, a) - burden(board, b));
}

/** A different one for every slot, each the best that leaves one for the others; undefined when there is no such choice. */
function different(board: Board, slots: readonly Slot[], start: Minute): readonly Candidate[] | undefined {
  const [only] = slots;
  if (!only) return NONE;
  if (slots.length === 1) {
    const found = bestFree(board, only, start);
    return found && [found];
  }
  const free = slots.map((slot) => allFree(board, slot, start));
  const chosen = chooseDistinct(free.map((candidates) => candidates.map(({ resource }) => resource)));
  return chosen?.flatMap((resource, index) => free[index]?.find((candidate) => candidate.resource === resource) ?? []);
}

function isHad(board: Board, { stretches }: Ask, start: Minute): boolean {
  for (const { resource, from, to, count } of stretches) {
    if (!isFree(board, resource, start + from, start + to, count)) return false;
  }
  return true;
}

/** Everything an activity asks for at one start, all or nothing, as the board stands. */
export function placementAt(board: Board, ask: Ask, option: StartOption, owner: number): Placement | undefined {
  const { start } = option;
  const rooms = different(board, option.rooms, start);
  if (!rooms) return undefined;
  const people = different(board, option.people, start);
  if (!people || !isHad(board, ask, start)) return undefined;
  return placementOf(start, people.length > 0 ? [...rooms, ...people] : rooms, ask, owner);
}

/** At the first of the acceptable starts where everything can be had. */
export function firstPlacement(board: Board, ask: Ask, owner: number): Placement | undefined {
  for (const option of ask.options) {
    const found = placementAt(board, ask, option, owner);
    if (found) return found;
  }
  return undefined;
}

/** Where it wastes the fewest seats and is moved by the fewest minutes, both together; `isPassed` leaves some out. */
export function cheapestPlacement(
  board: Board,
  ask: Ask,
  owner: number,
  isPassed: () => boolean = () => false,
): Placement | undefined {
  const choices = choicesOf(ask);
  if (choices) {
    const cheapest = choices.find(
      ({ candidate, from, to }) => isFree(board, candidate.resource, from, to, 1) && !isPassed(),
    );
    return cheapest && placementOf(cheapest.start, [cheapest.candidate], ask, owner);
  }
  let best: Placement | undefined;
  for (const option of ask.options) {
    const moved = Math.abs(option.start - ask.request.preferredStart);
    if ((best && moved >= best.cost) || isPassed()) continue;
    const found = placementAt(board, ask, option, owner);
    if (found && (!best || found.cost < best.cost)) best = found;
  }
  return best;
}
