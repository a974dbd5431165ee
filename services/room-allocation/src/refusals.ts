import { type CommandReused, problem, type Reply } from '@huitang/runtime';
import type { CenterRefusal } from './domain/center.ts';
import type { CenterIdsRefusal } from './domain/center-ids.ts';

/** Told by whoever asks for it, since a center does not know of others. */
interface UnknownNeighbour {
  readonly code: 'unknown-neighbour';
  readonly centerId: string;
}

type Refused = CenterRefusal | CenterIdsRefusal | CommandReused | UnknownNeighbour;
type Code = Refused['code'];

const statusOf: Record<Code, number> = {
  'already-open': 409,
  'id-overlaps': 409,
  'unknown-center': 404,
  'version-mismatch': 412,
  'date-repeated': 422,
  'unknown-calendar': 422,
  'neighbour-repeated': 422,
  'neighbour-is-itself': 422,
  'unknown-neighbour': 422,
  'resource-exists': 409,
  'unknown-resource': 404,
  'resource-id-prefix': 422,
  'resource-type-fixed': 422,
  'unknown-closure': 404,
  'unknown-resources': 422,
  'closure-interval': 422,
  'closure-over': 422,
  'command-reused': 422,
};

const said: Record<Code, readonly [field: string, wanted: string]> = {
  'already-open': ['id', 'an id that no center has: this one is open'],
  'id-overlaps': ['id', 'an id that with a hyphen does not begin the id of another center, nor the other way round'],
  'unknown-center': ['id', 'the id of a center'],
  'version-mismatch': ['If-Match', 'the ETag of the center as it is now: it has changed since'],
  'date-repeated': ['specialDays', 'every date once'],
  'unknown-calendar': ['holidays.calendar', 'the id of a holiday calendar that is known here'],
  'neighbour-repeated': ['neighbours', 'every center once'],
  'neighbour-is-itself': ['neighbours', 'other centers'],
  'unknown-neighbour': ['neighbours', 'ids of centers'],
  'resource-exists': ['resources', 'every id once'],
  'unknown-resource': ['resourceId', 'the id of a resource of this center'],
  'resource-id-prefix': ['resources', "an id that begins with the center's id and a hyphen"],
  'resource-type-fixed': ['type', 'the type the resource has had from the beginning'],
  'unknown-closure': ['id', 'the id of a closure of this center'],
  'unknown-resources': ['resources', 'ids of resources of this center'],
  'closure-interval': ['end', 'after start, and not too many days after it'],
  'closure-over': ['end', 'an instant that is still to come'],
  'command-reused': ['Idempotency-Key', 'a key that was not used before with another body'],
};

export const refusalProblems: Readonly<Record<string, number>> = statusOf;

/** A refusal of a center's rules as a problem. */
export function refusalReply(refusal: Refused): Reply {
  const { code, ...extra } = refusal;
  const [field, message] = said[code];
  return problem(statusOf[code], code, `${field}: ${message}`, { ...extra, errors: [{ field, code, message }] });
}
