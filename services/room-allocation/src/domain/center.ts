import {
  type Bilingual,
  type CenterProfile,
  type Neighbour,
  type OpeningHours,
  type Resource,
  shownAnew,
} from '@huitang/contracts';
import { type ClosureChange, type ClosureRefusal, decideClosure } from './center-closures.ts';
import { type Center, type CenterEvent, evolveCenter, type OpenCenter, versionOf } from './center-state.ts';
import { type NeighbourRefusal, neighbourObjection } from './neighbours.ts';
import { sameValue } from './same-value.ts';

/** `expectedVersion`: what whoever asks was looking at, when told. */
export type CenterChange = (
  | { readonly type: 'RenameCenter'; readonly name: Bilingual }
  | { readonly type: 'ChangeHours'; readonly hours: OpeningHours }
  | { readonly type: 'ChangeNeighbours'; readonly neighbours: readonly Neighbour[] }
  | { readonly type: 'AddResource'; readonly resource: Resource }
  | { readonly type: 'ChangeResource'; readonly resource: Resource }
  | ClosureChange
) & { readonly now: string; readonly expectedVersion?: number };

/** `now` is RFC 3339 text, told by whoever sends the command. */
export type CenterCommand =
  | {
      readonly type: 'OpenCenter';
      readonly profile: CenterProfile;
      readonly standardOffsetMinutes: number;
      readonly now: string;
    }
  | CenterChange;

export type CenterRefusal =
  | { readonly code: 'already-open' }
  | { readonly code: 'unknown-center' }
  | { readonly code: 'version-mismatch'; readonly version: number }
  | { readonly code: 'date-repeated'; readonly date: string }
  | NeighbourRefusal
  | { readonly code: 'unknown-calendar'; readonly calendar: string }
  | { readonly code: 'resource-exists'; readonly resourceId: string }
  | { readonly code: 'unknown-resource'; readonly resourceId: string }
  /** Ids of resources are unique across centers because they begin with the center's. */
  | { readonly code: 'resource-id-prefix'; readonly resourceId: string; readonly prefix: string }
  /** A room never becomes a guide: claims of the past would change their meaning. */
  | { readonly code: 'resource-type-fixed'; readonly resourceId: string }
  | ClosureRefusal;

type CenterDecision =
  | { readonly ok: true; readonly events: readonly CenterEvent[] }
  | { readonly ok: false; readonly refusal: CenterRefusal };

const accept = (...events: CenterEvent[]): CenterDecision => ({ ok: true, events });

const refuse = (refusal: CenterRefusal): CenterDecision => ({ ok: false, refusal });

const misnamed = (centerId: string, { id }: Pick<Resource, 'id'>): CenterRefusal | undefined =>
  id.startsWith(`${centerId}-`) ? undefined : { code: 'resource-id-prefix', resourceId: id, prefix: `${centerId}-` };

const firstRepeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);

function decideOpening(command: Extract<CenterCommand, { type: 'OpenCenter' }>): CenterDecision {
  const { profile, standardOffsetMinutes, now } = command;
  const repeated = firstRepeated(profile.resources.map(({ id }) => id));
  if (repeated !== undefined) return refuse({ code: 'resource-exists', resourceId: repeated });
  const date = firstRepeated(profile.specialDays?.map((day) => day.date) ?? []);
  if (date !== undefined) return refuse({ code: 'date-repeated', date });
  const named = profile.resources.map((resource) => misnamed(profile.id, resource)).find((refusal) => refusal);
  if (named) return refuse(named);
  const neighbour = neighbourObjection(profile.id, profile.neighbours ?? []);
  if (neighbour) return refuse(neighbour);
  const data = { profile, standardOffsetMinutes, displayRevision: 0, displayChangedAt: now };
  return accept({ type: 'CenterOpened', data });
}

function decideChange(center: OpenCenter, resource: Resource, now: string): CenterDecision {
  const known = center.profile.resources.find(({ id }) => id === resource.id);
  if (!known) return refuse({ code: 'unknown-resource', resourceId: resource.id });
  if (known.type !== resource.type) return refuse({ code: 'resource-type-fixed', resourceId: resource.id });
  if (sameValue(known, resource)) return accept();
  return accept({
    type: 'ResourceChanged',
    data: { centerId: center.profile.id, resource, ...shownAnew(center, now) },
  });
}

const hoursOf = ({ openingHours, holidays, specialDays = [] }: CenterProfile): OpeningHours => ({
  openingHours,
  specialDays,
  ...(holidays && { holidays }),
});

function decideHours(center: OpenCenter, hours: OpeningHours, now: string): CenterDecision {
  const repeated = firstRepeated(hours.specialDays.map(({ date }) => date));
  if (repeated !== undefined) return refuse({ code: 'date-repeated', date: repeated });
  if (sameValue(hoursOf(center.profile), hours)) return accept();
  return accept({
    type: 'CenterHoursChanged',
    data: { centerId: center.profile.id, ...hours, ...shownAnew(center, now) },
  });
}

function decideNeighbours(center: OpenCenter, neighbours: readonly Neighbour[], now: string): CenterDecision {
  const { id: centerId, neighbours: known = [] } = center.profile;
  const objection = neighbourObjection(centerId, neighbours);
  if (objection) return refuse(objection);
  if (sameValue(known, neighbours)) return accept();
  const data = { centerId, neighbours: [...neighbours], ...shownAnew(center, now) };
  return accept({ type: 'CenterNeighboursChanged', data });
}

function decide(command: CenterCommand, center: Center): CenterDecision {
  if (command.type === 'OpenCenter') return center ? refuse({ code: 'already-open' }) : decideOpening(command);
  if (!center) return refuse({ code: 'unknown-center' });
  const version = versionOf(center);
  if (command.expectedVersion !== undefined && command.expectedVersion !== version) {
    return refuse({ code: 'version-mismatch', version });
  }
  const { id: centerId, name: formerName, resources } = center.profile;
  switch (command.type) {
    case 'RenameCenter': {
      const { name, now } = command;
      if (sameValue(name, formerName)) return accept();
      return accept({ type: 'CenterRenamed', data: { centerId, name, formerName, ...shownAnew(center, now) } });
    }
    case 'ChangeHours':
      return decideHours(center, command.hours, command.now);
    case 'ChangeNeighbours':
      return decideNeighbours(center, command.neighbours, command.now);
    case 'AddResource': {
      const { resource, now } = command;
      if (resources.some(({ id }) => id === resource.id))
        return refuse({ code: 'resource-exists', resourceId: resource.id });
      const named = misnamed(centerId, resource);
      if (named) return refuse(named);
      return accept({ type: 'ResourceAdded', data: { centerId, resource, ...shownAnew(center, now) } });
    }
    case 'ChangeResource':
      return decideChange(center, command.resource, command.now);
    case 'AnnounceClosure':
    case 'LiftClosure':
      return decideClosure(command, center, command.now);
  }
}

/** The rules of `center/<id>`. */
export const centerRules = { initial: (): Center => undefined, evolve: evolveCenter, decide };
