import { fieldOf } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import { alreadySoThere, type Events } from './already-so-there.ts';
import type { View } from './invariant.ts';
import { preferenceOf } from './preferred.ts';

/** What a stream of a service says, at the moment that is asked about. */
export type EventsOf = (service: string, stream: string) => Events;

/** Asked for, or done, since what stands was given; or announced with it. */
function isFixed(events: Events): boolean {
  const placed = events.findLastIndex(({ type }) => type === 'ActivityConfirmed');
  const fixes = ['FixingAsked', 'ActivityAnnounced', 'ActivityDisplaced'];
  const later = events.slice(placed + 1).some(({ type }) => fixes.includes(type));
  return placed >= 0 && (later || fieldOf(events[placed]?.data, 'announced') === true);
}

/** True when what a request asks for was so before, so that there is nothing to commit. */
export function alreadySo(
  view: Pick<View, 'world' | 'options'>,
  { ask, answer }: Exchange,
  eventsOf: EventsOf,
): boolean {
  const { operationId, params = {}, body } = ask;
  const activity = (): Events => eventsOf('scheduling', `activity/${params.id}`);
  switch (operationId) {
    case 'cancelActivity':
      return activity().at(-1)?.type === 'ActivityCancelled';
    case 'announceActivity':
    case 'pinActivity':
      return isFixed(activity());
    case 'createOrganization':
      // Its contact is no event: it lies in the Vault.
      return (
        view.world.durable.vault.get(`organization/${fieldOf(answer?.body, 'id')}`)?.name === fieldOf(body, 'name')
      );
    case 'changePreferences':
      // No event says them: they are records.
      return (
        String(preferenceOf(view, params.id ?? '').reminderMinutes) === String(fieldOf(answer?.body, 'reminderMinutes'))
      );
    default:
      return alreadySoThere(ask, (stream) => eventsOf('room-allocation', stream));
  }
}
