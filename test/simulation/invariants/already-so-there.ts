import { fieldOf } from '../client-commands.ts';
import type { Ask } from '../exchange.ts';

/** What a stream has been told, in its order. */
export type Events = readonly { readonly type: string; readonly data: unknown }[];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const last = (events: Events, found: (data: unknown) => unknown): unknown =>
  events.map(({ data }) => found(data)).findLast((value) => value !== undefined);

/** What a center has been told of a room since it opened, newest first. */
function resourceIn(events: Events, id: string | undefined): unknown {
  return last(events, (data) => {
    const one = fieldOf(data, 'resource');
    if (fieldOf(one, 'id') === id) return one;
    const opened = fieldOf(fieldOf(data, 'profile'), 'resources');
    return Array.isArray(opened) ? opened.find((resource: unknown) => fieldOf(resource, 'id') === id) : undefined;
  });
}

/** Whatever tells a center's hours tells them whole. */
const hoursIn = (data: unknown): unknown =>
  [data, fieldOf(data, 'profile')].find((told) => fieldOf(told, 'openingHours') !== undefined);

const neighboursIn = (data: unknown): unknown =>
  fieldOf(data, 'neighbours') ?? fieldOf(fieldOf(data, 'profile'), 'neighbours');

/** What makes it unnecessary to close a round, to publish it, to give it up. */
const ROUND_ENDS = {
  closeRound: ['RoundClosed', 'RoundPublished', 'RoundGivenUp'],
  publishRound: ['RoundPublished'],
  giveUpRound: ['RoundGivenUp'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The stream of room-allocation that a request would change, where it is one of these. */
function streamOf({ operationId, params = {} }: Ask): string {
  if (operationId === 'limitQuota') return `quota/${params.id}`;
  return operationId.endsWith('Round') ? `center-day/${params.id}/${params.date}` : `center/${params.id}`;
}

/** True when what is asked of a center, a quota or a round was so before. */
export function alreadySoThere(ask: Ask, eventsOf: (stream: string) => Events): boolean {
  const { operationId, params = {}, body } = ask;
  const events = eventsOf(streamOf(ask));
  switch (operationId) {
    case 'renameCenter': {
      const name = last(events, (data) => fieldOf(data, 'name') ?? fieldOf(fieldOf(data, 'profile'), 'name'));
      return isSame(name, fieldOf(body, 'name'));
    }
    case 'changeResource': {
      const known = resourceIn(events, params.resourceId);
      return Object.entries({ ...(body as object) }).every(([part, asked]) => isSame(fieldOf(known, part), asked));
    }
    case 'changeHours': {
      const known = last(events, hoursIn);
      const parts = ['openingHours', 'holidays', 'specialDays'];
      return parts.every((part) => isSame(fieldOf(known, part) ?? [], fieldOf(body, part) ?? []));
    }
    case 'changeNeighbours':
      return isSame(last(events, neighboursIn) ?? [], fieldOf(body, 'neighbours'));
    case 'limitQuota': {
      const known = last(events, (data) => fieldOf(data, 'minutesPerMonth'));
      return isSame(known ?? null, fieldOf(body, 'minutesPerMonth'));
    }
    case 'closeRound':
    case 'publishRound':
    case 'giveUpRound':
      return events.some(({ type }) => ROUND_ENDS[operationId].some((end) => end === type));
    default:
      return false;
  }
}
