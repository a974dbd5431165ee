import { type Audience, type CenterId, instantOf, OrganizationId, type ResourceId } from '@huitang/contracts';
import type { Principal } from '@huitang/runtime';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Kind } from './catalogue/kind.ts';
import type { Details } from './domain/activity-event.ts';
import { type Objection, objection } from './objection.ts';
import { detailsOf } from './proposal.ts';
import { orderBy } from './staff.ts';

/** Somebody stands at the desk: a room from now on, for so many minutes. */
export interface WalkIn {
  readonly room: ResourceId;
  readonly minutes: number;
  readonly headcount: number;
  readonly title?: string | undefined;
  readonly kind?: string | undefined;
  readonly organization?: OrganizationId | undefined;
  readonly audience?: Audience | undefined;
  readonly reason?: string | undefined;
}

const REASON = 'walk-in';

/** The kind that is named, else the first that the catalogue keeps for walk-ins. */
export const walkInKind = ({ kinds }: Catalogue, { kind }: WalkIn): Kind | undefined =>
  kind === undefined ? [...kinds.values()].find(({ walkIns }) => walkIns) : kinds.get(kind);

/** What the kind says against it; undefined when all is well. */
export function objectToWalkIn({ id, requires, usualMinutes: { min, max } }: Kind, { minutes }: WalkIn) {
  const no = (code: Objection['code'], field: string, wanted: string): Objection => objection(code, field, wanted);
  if (requires.length > 0) return no('missing-field', 'kind', `a kind that needs no package and no route, not ${id}`);
  if (minutes < min) return no('too-short', 'minutes', `at least ${min} minutes for a ${id}`);
  if (minutes > max) return no('too-long', 'minutes', `at most ${max} minutes for a ${id}`);
  return undefined;
}

/** Whoever names no organization takes the room for the center itself, and nobody is mailed about it. */
const organizationOf = ({ organization }: WalkIn, center: CenterId): OrganizationId =>
  organization ?? OrganizationId.parse(center);

/** The proposal that a walk-in is: one room from the next full minute on, as it is found: nobody sets up, whatever the room takes. */
export function walkInDetails(
  walkIn: WalkIn,
  {
    kind,
    center,
    by,
    now,
  }: { readonly kind: Kind; readonly center: CenterId; readonly by: Principal; readonly now: number },
): Details {
  const { room, minutes, headcount, title, audience, organization, reason } = walkIn;
  const start = instantOf(now + 1);
  const body = {
    kind: kind.id,
    organization: organizationOf(walkIn, center),
    center,
    title: title ?? kind.name[by.language],
    headcount,
    preferredStart: start,
    durationMinutes: minutes,
    alternatives: [],
    needs: [{ role: 'room' as const, features: [], resourceId: room }],
    ...(audience && { audience }),
  };
  const details = detailsOf(body, { kind, package: undefined, route: undefined }, { starts: [start], minutes, now });
  return {
    ...details,
    notify: organization !== undefined,
    ordered: orderBy(by, reason ?? REASON),
    wish: { ...details.wish, setupMinutes: 0, asFound: true },
  };
}
