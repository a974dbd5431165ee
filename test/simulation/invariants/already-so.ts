import { fieldOf } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import type { View } from './invariant.ts';
import { preferenceOf } from './preferred.ts';

type Events = readonly { readonly type: string; readonly data: unknown }[];

const eventsOf = ({ world }: Pick<View, 'world'>, service: string, stream: string): Events =>
  world.durable
    .log(service)
    .ofStream(stream)
    .flatMap(({ events }) => events);

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

/** True when what a request asks for was so before, so that there is nothing to commit. */
export function alreadySo(view: Pick<View, 'world' | 'options'>, { ask, answer }: Exchange): boolean {
  const { operationId, params = {}, body } = ask;
  const center = (): Events => eventsOf(view, 'room-allocation', `center/${params.id}`);
  switch (operationId) {
    case 'cancelActivity':
      return eventsOf(view, 'scheduling', `activity/${params.id}`).at(-1)?.type === 'ActivityCancelled';
    case 'announceActivity':
    case 'pinActivity': {
      // Asked for, or done, since what stands was given; or announced with it.
      const events = eventsOf(view, 'scheduling', `activity/${params.id}`);
      const placed = events.findLastIndex(({ type }) => type === 'ActivityConfirmed');
      const fixes = ['FixingAsked', 'ActivityAnnounced', 'ActivityDisplaced'];
      const later = events.slice(placed + 1).some(({ type }) => fixes.includes(type));
      return placed >= 0 && (later || fieldOf(events[placed]?.data, 'announced') === true);
    }
    case 'renameCenter': {
      const name = last(center(), (data) => fieldOf(data, 'name') ?? fieldOf(fieldOf(data, 'profile'), 'name'));
      return isSame(name, fieldOf(body, 'name'));
    }
    case 'changeResource': {
      const known = resourceIn(center(), params.resourceId);
      return Object.entries({ ...(body as object) }).every(([part, asked]) => isSame(fieldOf(known, part), asked));
    }
    case 'changeHours': {
      const known = last(center(), hoursIn);
      const parts = ['openingHours', 'holidays', 'specialDays'];
      return parts.every((part) => isSame(fieldOf(known, part) ?? [], fieldOf(body, part) ?? []));
    }
    case 'createOrganization':
      // Its contact is no event: it lies in the Vault.
      return (
        view.world.durable.vault.get(`organization/${fieldOf(answer?.body, 'id')}`)?.name === fieldOf(body, 'name')
      );
    case 'changePreferences':
      // No event says them: they are records.
      return isSame(preferenceOf(view, params.id ?? '').reminderMinutes, fieldOf(answer?.body, 'reminderMinutes'));
    default:
      return false;
  }
}
