import {
  type AllocationDisplaced,
  type AllocationMoved,
  type Claim,
  type InTheWay,
  minuteOf,
  type ResourceId,
} from '@huitang/contracts';
import type { Collection } from '@huitang/runtime';
import type { CenterDayEvent } from './domain/center-day-state.ts';
import { type ActivityAbout, shownOf } from './domain/shown.ts';

/** Where it is known what activities are about. */
export interface Abouts {
  readonly activities: Pick<Collection<ActivityAbout>, 'get'>;
}

type Fate =
  | { readonly type: 'AllocationMoved'; readonly data: AllocationMoved }
  | { readonly type: 'AllocationDisplaced'; readonly data: AllocationDisplaced };

/** Those of the events that take somebody's place away. */
export const fatesIn = (events: readonly CenterDayEvent[]): readonly Fate[] =>
  events.filter((event) => event.type === 'AllocationMoved' || event.type === 'AllocationDisplaced');

const idsOf = (claims: readonly Claim[]): ResourceId[] => claims.map(({ resourceId }) => resourceId);

function placesOf(fate: Fate): Pick<InTheWay, 'outcome' | 'from' | 'to' | 'nearest'> {
  if (fate.type === 'AllocationMoved') {
    const { from, start, end, claims } = fate.data;
    return { outcome: 'moved', from, to: { start, end, resourceIds: idsOf(claims) }, nearest: [] };
  }
  const { from, held, nearest } = fate.data;
  return {
    outcome: 'displaced',
    from: { start: from.start, end: from.end, resourceIds: idsOf(from.claims) },
    ...(held && { to: { start: held.start, end: held.end, resourceIds: idsOf(held.claims) } }),
    nearest,
  };
}

/** Where it goes tells what it is about: of what is only "occupied" no more is told than that it has to leave. */
function shownPlaces(fate: Fate, isShown: boolean): Pick<InTheWay, 'outcome' | 'from' | 'to' | 'nearest'> {
  const places = placesOf(fate);
  return isShown ? places : { ...places, nearest: [] };
}

async function inTheWay({ activities }: Abouts, fate: Fate): Promise<InTheWay> {
  const { activityId } = fate.data;
  const shown = shownOf(activityId, await activities.get(activityId));
  return { ...shown, ...shownPlaces(fate, shown.activityId !== undefined) };
}

/** Whose place an order takes away, as everybody may see it, by start. */
export async function everybodyInTheWay(views: Abouts, fates: readonly Fate[]): Promise<InTheWay[]> {
  const all = await Promise.all(fates.map((fate) => inTheWay(views, fate)));
  return all.sort((a, b) => minuteOf(a.from.start) - minuteOf(b.from.start));
}
