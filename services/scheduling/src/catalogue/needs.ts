import type { Need } from '@huitang/contracts';
import type { Kind } from './kind.ts';
import type { NeedTemplate } from './need-template.ts';
import type { Package } from './package.ts';
import { type Route, routeMinutes } from './route.ts';

/** What the proposal chose from the catalogue, where its kind knows packages or routes. */
interface Chosen {
  readonly package?: Package | undefined;
  readonly route?: Route | undefined;
}

/**
 * What an activity of this kind asks for: the kind's needs, those of the package or route if the kind takes them,
 * the route's stops, and `extra` from the organizer.
 * An extra room, guide … makes the one already needed more particular (all its features and skills together);
 * only the second extra of a role is a second one. Counts of the same kit add up.
 * An extra of at most 10 features or 4 skills stays within the limits of a Need.
 */
export const needsOf = (
  kind: Kind,
  asked: Chosen & { readonly headcount: number; readonly extra?: readonly Need[] | undefined },
): Need[] => {
  const counted = (templates: readonly NeedTemplate[]): Need[] => templates.map((need) => count(need, asked.headcount));
  let needs = counted(kind.needs);
  if (kind.fromPackage && asked.package) needs = joined(needs, counted(asked.package.needs));
  if (kind.fromRoute && asked.route) needs = [...joined(needs, counted(asked.route.needs)), ...stopsOf(asked.route)];
  return joined(needs, asked.extra ?? []);
};

/** Minutes from start to end: a route's are fixed; otherwise as asked, as the package lasts, as is usual. */
export const durationOf = (kind: Kind, chosen: Chosen, askedMinutes?: number | undefined): number => {
  if (kind.fromRoute && chosen.route) return routeMinutes(chosen.route);
  const packageMinutes = kind.fromPackage ? chosen.package?.durationMinutes : undefined;
  return askedMinutes ?? packageMinutes ?? kind.usualMinutes.default;
};

const count = (need: NeedTemplate, headcount: number): Need =>
  need.role === 'kit' ? { ...need, count: need.count === 'headcount' ? headcount : need.count } : need;

const stopsOf = (route: Route): Need[] => {
  let passedMinutes = 0;
  return route.stops.map((stop) => {
    const offsetMinutes = passedMinutes + stop.walkingMinutes;
    passedMinutes = offsetMinutes + stop.dwellMinutes;
    return { role: 'stop', resourceId: stop.resourceId, offsetMinutes, minutes: stop.dwellMinutes };
  });
};

/** Each of `more` joins the first of `needs` that it fits and that none joined before; the rest is added. */
const joined = (needs: readonly Need[], more: readonly Need[]): Need[] => {
  const result = [...needs];
  const taken = new Set<number>();
  for (const need of more) {
    const index = needs.findIndex((other, at) => !taken.has(at) && both(other, need) !== undefined);
    const match = needs[index];
    const combined = match && both(match, need);
    if (combined) {
      result[index] = combined;
      taken.add(index);
    } else {
      result.push(need);
    }
  }
  return result;
};

/** More pieces than a pool can ever hold would not be a valid Need. */
const KIT_COUNT_MAX = 100_000;

/** One need that satisfies both, or undefined when they are about different things. */
const both = (a: Need, b: Need): Need | undefined => {
  switch (a.role) {
    case 'room':
      return b.role === 'room' && (!a.resourceId || !b.resourceId || a.resourceId === b.resourceId)
        ? { ...a, ...b, features: union(a.features, b.features) }
        : undefined;
    case 'kit':
      return b.role === 'kit' && a.resourceId === b.resourceId
        ? { ...a, count: Math.min(a.count + b.count, KIT_COUNT_MAX) }
        : undefined;
    case 'guide':
    case 'lecturer':
    case 'interpreter':
      return b.role === a.role ? { ...a, skills: union(a.skills, b.skills) } : undefined;
    case 'stop':
      return undefined;
  }
};

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];
