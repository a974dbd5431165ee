import type { Minute, Reason } from '@huitang/contracts';
import { keptOut } from './barred.ts';
import { type Board, holdersOf, isClosed, isFree, type Placement } from './board.ts';
import { chooseDistinct } from './matching.ts';
import { DETAILS_MAX, type Miss } from './miss.ts';
import type { Candidate, Slot } from './slot.ts';

/** What a room says to one start. */
interface Verdict {
  readonly resource: number;
  readonly blocked?: Reason;
  readonly blockedBy: readonly number[];
}

const nameOf = ({ resources }: Board, resource: number): string => resources[resource]?.id ?? '';

function verdictOf(board: Board, { resource, from, to, bounds }: Candidate, at: Minute): Verdict {
  const [start, end] = [at + from, at + to];
  const resourceId = nameOf(board, resource);
  if (start < board.within.start || end > board.within.end) {
    return { resource, blocked: { code: 'crosses-day', resourceId }, blockedBy: [] };
  }
  const barred = keptOut(bounds, at);
  if (barred) return { resource, blocked: { ...barred, resourceId }, blockedBy: [] };
  if (isClosed(board, resource, start, end)) {
    return { resource, blocked: { code: 'room-closed', resourceId }, blockedBy: [] };
  }
  if (isFree(board, resource, start, end, 1)) return { resource, blockedBy: [] };
  const blockedBy = holdersOf(board, resource, start, end).map(({ owner }) => owner);
  return { resource, blocked: { code: 'taken', resourceId }, blockedBy };
}

const verdictsOf = (board: Board, { candidates }: Slot, start: Minute): readonly Verdict[] =>
  candidates.map((candidate) => verdictOf(board, candidate, start));

/** Each room once: several needs may have judged the same one. */
const eachOnce = (verdicts: readonly Verdict[]): readonly Verdict[] => [
  ...new Map(verdicts.map((verdict) => [verdict.resource, verdict])).values(),
];

function allBlocked(verdicts: readonly Verdict[]): Miss {
  const details = verdicts.flatMap(({ blocked }) => blocked ?? []);
  const [best] = details;
  const blockedBy = verdicts.flatMap((verdict) => verdict.blockedBy);
  return { cause: best ?? { code: 'too-few-rooms' }, details: details.slice(1, DETAILS_MAX), blockedBy };
}

function tooFew(verdicts: readonly Verdict[], needed: number): Miss {
  const rooms = eachOnce(verdicts);
  return {
    cause: { code: 'too-few-rooms', values: { needed } },
    details: rooms.flatMap(({ blocked }) => blocked ?? []).slice(0, DETAILS_MAX),
    blockedBy: rooms.flatMap(({ blockedBy }) => blockedBy),
  };
}

/** Why there is not a room for every need; undefined when there is. */
export function whyNoRoom(board: Board, slots: readonly Slot[], start: Minute): Miss | undefined {
  const verdicts: (readonly Verdict[])[] = [];
  for (const slot of slots) {
    const judged = verdictsOf(board, slot, start);
    if (judged.every(({ blocked }) => blocked)) return allBlocked(judged);
    verdicts.push(judged);
  }
  const free = verdicts.map((judged) => judged.filter(({ blocked }) => !blocked).map(({ resource }) => resource));
  return chooseDistinct(free) ? undefined : tooFew(verdicts.flat(), slots.length);
}

const PASSED_OVER_MAX = 3;

/** Rooms that would have wasted fewer seats than those taken, and why they were not to be had. */
export function passedOver(board: Board, slots: readonly Slot[], { bookings, start }: Placement): readonly Reason[] {
  const better = slots.flatMap(({ candidates }, index) => {
    const taken = bookings[index]?.resource;
    const wasted = candidates.find(({ resource }) => resource === taken)?.wasted ?? 0;
    if ((candidates[0]?.wasted ?? 0) >= wasted) return [];
    return candidates
      .filter((candidate) => candidate.wasted < wasted)
      .map((candidate) => verdictOf(board, candidate, start))
      .filter(({ blocked }) => blocked)
      .slice(0, PASSED_OVER_MAX);
  });
  return better.length === 0 ? [] : eachOnce(better).flatMap(({ blocked }) => blocked ?? []);
}
