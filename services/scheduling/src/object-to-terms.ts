import { minuteOf, type Need } from '@huitang/contracts';
import { minutesOf } from './catalogue/programme.ts';
import { type Asked, type Objection, objection } from './objection.ts';
import type { ProposalBody } from './proposal-body.ts';

/** What the kind says about a body's own fields. */
function kindObjection({ body, chosen: { kind, route } }: Asked): Objection | undefined {
  const missing = kind.requires.find((field) => body[field] === undefined);
  if (missing) return objection('missing-field', missing, `a ${kind.id} needs it`);
  if (body.packageId && !kind.fromPackage)
    return objection('not-for-this-kind', 'packageId', `nothing: a ${kind.id} has no package`);
  if (body.routeId && !kind.fromRoute)
    return objection('not-for-this-kind', 'routeId', `nothing: a ${kind.id} has no route`);
  if (route && route.centerId !== body.center)
    return objection('route-elsewhere', 'routeId', `a route of ${body.center}`);
  return undefined;
}

async function idObjection({ platform, views, body }: Asked): Promise<Objection | undefined> {
  if (!(await views.centers.get(body.center))) return objection('unknown-center', 'center', 'the id of a center');
  if (!(await platform.vault.get(`organization/${body.organization}`))) {
    return objection('unknown-organization', 'organization', 'the id of an organization');
  }
  return undefined;
}

/** The minutes a body asks for, by their end or as such; undefined when it leaves them to the catalogue. */
export const minutesAsked = ({ preferredStart, preferredEnd, durationMinutes }: ProposalBody): number | undefined =>
  preferredEnd ? minuteOf(preferredEnd) - minuteOf(preferredStart) : durationMinutes;

function lengthObjection({ body, chosen: { kind, route }, minutes }: Asked): Objection | undefined {
  const field = body.preferredEnd ? 'preferredEnd' : 'durationMinutes';
  if (route) {
    const asked = minutesAsked(body);
    return asked === undefined || asked === minutes
      ? undefined
      : objection('length-from-route', field, `nothing, or the ${minutes} minutes of the route ${route.id}`);
  }
  const { min, max } = kind.usualMinutes;
  if (minutes < min) return objection('too-short', field, `at least ${min} minutes for a ${kind.id}`);
  if (minutes > max) return objection('too-long', field, `at most ${max} minutes for a ${kind.id}`);
  return undefined;
}

function programmeObjection({ body, minutes }: Asked): Objection | undefined {
  const steps = minutesOf(body.programme ?? []);
  return steps > minutes
    ? objection('programme-too-long', 'programme', `steps of at most ${minutes} minutes in all, not ${steps}`)
    : undefined;
}

function stopObjection(need: Need, at: string, minutes: number): Objection | undefined {
  if (need.role !== 'stop') return undefined;
  if (need.offsetMinutes >= minutes)
    return objection('beyond-the-end', `${at}.offsetMinutes`, `less than the activity's ${minutes} minutes`);
  const most = minutes - need.offsetMinutes;
  if (need.minutes > most)
    return objection('beyond-the-end', `${at}.minutes`, `at most ${most}: the activity ends then`);
  return undefined;
}

/**
 * A feature that some room somewhere has is known, as far as has been heard here of other centers: a center without it
 * declines, and says what it lacks.
 */
async function featureObjection({ views }: Asked, need: Need, at: string): Promise<Objection | undefined> {
  if (need.role !== 'room') return undefined;
  for (const [index, feature] of need.features.entries()) {
    const { items } = await views.resources.find({ where: { features: { contains: feature } }, limit: 1 });
    if (items.length === 0)
      return objection('unknown-feature', `${at}.features[${index}]`, 'a feature that a room of some center has');
  }
  return undefined;
}

async function needsObjection(asked: Asked): Promise<Objection | undefined> {
  const { views, body, minutes } = asked;
  for (const [index, need] of body.needs.entries()) {
    const at = `needs[${index}]`;
    const id = 'resourceId' in need ? need.resourceId : undefined;
    const known = id === undefined ? undefined : await views.resources.get(id);
    if (id !== undefined && (known?.center !== body.center || known.type !== need.role)) {
      return objection('unknown-resource', `${at}.resourceId`, `the id of a ${need.role} of ${body.center}`);
    }
    const wrong = stopObjection(need, at, minutes) ?? (await featureObjection(asked, need, at));
    if (wrong) return wrong;
  }
  return undefined;
}

/** What only the kind and the directory can tell about a proposal; undefined when all is well. */
export const objectToTerms = async (asked: Asked): Promise<Objection | undefined> =>
  kindObjection(asked) ??
  (await idObjection(asked)) ??
  lengthObjection(asked) ??
  programmeObjection(asked) ??
  (await needsObjection(asked));
