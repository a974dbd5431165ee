import type { EventMessage } from '@huitang/contracts';
import { eventIn, type Platform } from '@huitang/runtime';
import { type ActivityEvent, type KnownActivity, knownAfter } from './domain/known-activity.ts';

type Readers = {
  readonly [E in ActivityEvent as E['type']]: (message: EventMessage) => E;
};

const readers: Readers = {
  ActivityProposed: (message) => ({ type: 'ActivityProposed', data: eventIn('ActivityProposed', message) }),
  ActivityRevised: (message) => ({ type: 'ActivityRevised', data: eventIn('ActivityRevised', message) }),
  ActivityDeferred: (message) => ({ type: 'ActivityDeferred', data: eventIn('ActivityDeferred', message) }),
  ActivityConfirmed: (message) => ({ type: 'ActivityConfirmed', data: eventIn('ActivityConfirmed', message) }),
  ActivityMoved: (message) => ({ type: 'ActivityMoved', data: eventIn('ActivityMoved', message) }),
  ActivityPinned: (message) => ({ type: 'ActivityPinned', data: eventIn('ActivityPinned', message) }),
  ActivityAnnounced: (message) => ({ type: 'ActivityAnnounced', data: eventIn('ActivityAnnounced', message) }),
  ActivityDisplaced: (message) => ({ type: 'ActivityDisplaced', data: eventIn('ActivityDisplaced', message) }),
  ActivityUnplaced: (message) => ({ type: 'ActivityUnplaced', data: eventIn('ActivityUnplaced', message) }),
  ActivityDeclined: (message) => ({ type: 'ActivityDeclined', data: eventIn('ActivityDeclined', message) }),
  ActivityRevisionDeclined: (message) => ({
    type: 'ActivityRevisionDeclined',
    data: eventIn('ActivityRevisionDeclined', message),
  }),
  ActivityCancelled: (message) => ({ type: 'ActivityCancelled', data: eventIn('ActivityCancelled', message) }),
};

const isRead = (type: string): type is ActivityEvent['type'] => Object.hasOwn(readers, type);

const eventsIn = (message: EventMessage): readonly ActivityEvent[] =>
  isRead(message.type) ? [readers[message.type](message)] : [];

/** What there is to know of an activity at this moment, from its owner's log; undefined when it has nothing. */
export async function newestActivity(
  { history }: Pick<Platform, 'history'>,
  id: string,
): Promise<KnownActivity | undefined> {
  const messages = await history(`activity/${id}`);
  return messages.flatMap(eventsIn).reduce<KnownActivity | undefined>(knownAfter, undefined);
}
