import type { CenterProfile, Need, Resource, Wish } from '@huitang/contracts';
import { isOpenDuring } from './open-minutes.ts';
import type { Taking } from './takings.ts';

/** A center at a moment: what it is, and what of it is taken. */
export interface Moment {
  readonly profile: CenterProfile;
  readonly taken: (resource: Resource) => readonly Taking[];
  /** Whom its rules of booking keep from it at a start. */
  readonly isBarred?: (resource: Resource, start: number) => boolean;
}

type Terms = Pick<
  Wish,
  'durationMinutes' | 'headcount' | 'needs' | 'setupMinutes' | 'teardownMinutes' | 'asGiven' | 'asFound'
>;

/** So many of a resource, minute by minute from `from` on. */
interface Use {
  readonly resource: Resource;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** True where a resource is what a need asks for, whenever it may be. */
export function serves(resource: Resource, need: Need, headcount: number): boolean {
  switch (need.role) {
    case 'room':
      return (
        resource.type === 'room' &&
        (need.resourceId === undefined || need.resourceId === resource.id) &&
        need.features.every((feature) => resource.features.includes(feature)) &&
        resource.capacity >= headcount
      );
    case 'kit':
    case 'stop':
      return resource.type === need.role && resource.id === need.resourceId;
    case 'guide':
    case 'lecturer':
    case 'interpreter':
      return (
        resource.type === 'person' &&
        resource.roles.includes(need.role) &&
        need.skills.every((skill) => resource.skills.includes(skill))
      );
  }
}

/** What of a resource a need takes of the day, setup, teardown and headway included. */
export function useOf(resource: Resource, need: Need, start: number, terms: Terms): Use {
  if (need.role === 'stop') {
    const from = start + need.offsetMinutes;
    const headway = resource.type === 'stop' ? resource.headwayMinutes : 0;
    return { resource, from, to: from + need.minutes + headway, count: 1 };
  }
  const isNamed = resource.type === 'room' || resource.type === 'person';
  // What is taken as it is found is not set up.
  const setup = Math.max(terms.setupMinutes, isNamed && !terms.asFound ? resource.setupMinutes : 0);
  const teardown = Math.max(terms.teardownMinutes, isNamed ? resource.teardownMinutes : 0);
  const to = start + terms.durationMinutes + teardown;
  return { resource, from: start - setup, to, count: need.role === 'kit' ? need.count : 1 };
}

const howMany = (resource: Resource): number =>
  resource.type === 'kit' ? resource.count : resource.type === 'stop' ? resource.groups : 1;

/** True when at every minute there is as much left of it, besides what the wish itself takes elsewhere. */
function isFree({ resource, from, to, count }: Use, own: readonly Use[], { taken }: Moment): boolean {
  const others = taken(resource).filter((one) => one.start < to && from < one.end);
  const same = own.filter((one) => one.resource.id === resource.id);
  for (let minute = from; minute < to; minute += 1) {
    let used = count;
    for (const one of others) if (one.start <= minute && minute < one.end) used += one.count;
    for (const one of same) if (one.from <= minute && minute < one.to) used += one.count;
    if (used > howMany(resource)) return false;
  }
  return true;
}

/** Tries every way of serving the needs, one after the other. */
function serveAll(needs: readonly Need[], own: readonly Use[], start: number, terms: Terms, moment: Moment): boolean {
  const [need, ...others] = needs;
  if (!need) return true;
  const counted = need.role === 'kit' || need.role === 'stop';
  return moment.profile.resources.some((resource) => {
    if (!serves(resource, need, terms.headcount) || moment.isBarred?.(resource, start)) return false;
    // A room or a person serves one need only.
    if (!counted && own.some((one) => one.resource.id === resource.id)) return false;
    const use = useOf(resource, need, start, terms);
    return isFree(use, own, moment) && serveAll(others, [...own, use], start, terms, moment);
  });
}

/** True when a wish can be had at a start: counted out minute by minute, as plainly as it can be said. */
export const fitsAt = (start: number, terms: Terms, moment: Moment): boolean =>
  terms.needs.length > 0 &&
  serveAll(terms.needs, [], start, terms, moment) &&
  (terms.asGiven || isOpenDuring(moment.profile, start, start + terms.durationMinutes));
