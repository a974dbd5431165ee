import type { CenterId, Interval, Neighbour, Reason, Wish } from '@huitang/contracts';
import type { Closure } from '../domain/allocator/allocation-problem.ts';
import { type Borrowed, borrowed } from '../domain/allocator/borrowed.ts';
import { canServe, isPersonNeed } from '../domain/allocator/suitable.ts';
import { centerStream, dayStream, daysOf } from '../domain/center-days.ts';
import type { Cuts } from '../domain/leg-claims.ts';
import { cutOf, type KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';

const WANT_OF_PEOPLE: ReadonlySet<string> = new Set([
  'no-such-person',
  'people-busy',
  'person-busy',
  'too-few-people',
  'no-such-resource',
]);

/** Whether people are what was missing, so that somebody from elsewhere might help. */
export const isWantOfPeople = (cause: Reason | undefined): boolean => WANT_OF_PEOPLE.has(cause?.code ?? '');

/** A center that lends people, and those of them who could serve a wish. */
export interface Lender {
  readonly id: CenterId;
  readonly known: KnownCenter;
  readonly people: readonly Borrowed[];
}

type Wanting = Pick<Wish, 'needs' | 'setupMinutes' | 'teardownMinutes'>;

async function lenderOf(
  { centers }: Coordinator,
  { centerId, travelMinutes }: Neighbour,
  wish: Wanting,
): Promise<Lender[]> {
  const { state: center, version } = await centers.load(centerStream(centerId));
  if (!center) return [];
  const needs = wish.needs.filter(isPersonNeed);
  const people = center.profile.resources.flatMap((resource) => {
    if (resource.type !== 'person' || !needs.some((need) => canServe(resource, need))) return [];
    return borrowed(resource, wish, { centerId, travelMinutes });
  });
  return people.length > 0 ? [{ id: centerId, known: { center, version }, people }] : [];
}

/** The neighbours of a center that have somebody who could serve a wish, the nearest first. */
export async function lendersFor(
  coordinator: Coordinator,
  { center: { profile } }: KnownCenter,
  wish: Wanting,
): Promise<readonly Lender[]> {
  const neighbours = profile.neighbours ?? [];
  if (neighbours.length === 0 || !wish.needs.some(isPersonNeed)) return [];
  const sorted = [...neighbours].sort((a, b) => a.travelMinutes - b.travelMinutes);
  return (await Promise.all(sorted.map((neighbour) => lenderOf(coordinator, neighbour, wish)))).flat();
}

export const peopleOf = (lenders: readonly Lender[]): readonly Borrowed[] => lenders.flatMap(({ people }) => people);

export const cutsOf = (lenders: readonly Lender[]): Cuts => new Map(lenders.map(({ id, known }) => [id, cutOf(known)]));

/** The center-days of a lender that an interval touches. */
export const lentDays = ({ id, known }: Lender, interval: Interval): readonly string[] =>
  daysOf(cutOf(known), interval).map((day) => dayStream(id, day));

/** Closures of one center, of a lender's those of the people whom it lends: what else it has nobody asks for here. */
export function closuresFor(
  lenders: readonly Lender[],
  centerId: string,
  closures: readonly Closure[],
): readonly Closure[] {
  const lender = lenders.find(({ id }) => id === centerId);
  if (!lender) return closures;
  return closures.flatMap(({ resourceId, start, end }) =>
    lender.people
      .filter(({ id }) => resourceId === undefined || resourceId === id)
      .map(({ id }) => ({ resourceId: id, start, end })),
  );
}

/** What lenders have announced to be closed of their people, as far as an interval goes. */
export const lentClosures = (
  { factsOf }: Coordinator,
  lenders: readonly Lender[],
  within: Interval,
): readonly Closure[] =>
  lenders.flatMap(({ id, known }) => closuresFor(lenders, id, factsOf(known, [], within).closures));
