import { Fault, type Records } from '@huitang/runtime';
import { storesOf, type Truth } from './truth.ts';

/** Whose Records a set is in: one service's, or those of each. Null for what belongs to the old place and stays there. */
type Keeper = 'scheduling' | 'room-allocation' | 'notification' | 'calendar' | 'each' | null;

/**
 * Every set of Records there is, by name: a set nobody has decided about is neither left behind nor carried along by
 * accident. `test/tidy` holds it against the sources.
 */
const keepers: Readonly<Record<string, Keeper>> = {
  // What was planned, mailed and given up: without it everything would be mailed again.
  'notification-deliveries': 'notification',
  'notification-posts': 'notification',
  'notification-claims': 'notification',
  // Where organizations are told by HTTP, and what was sent there.
  'notification-webhooks': 'notification',
  'notification-webhook-tries': 'notification',
  // Without it everybody would hear by mail alone again.
  'notification-choices': 'notification',
  // What organizations want to be told and how, which of them have changed that, and what links in mails are signed with.
  'notification-preferences': 'notification',
  'notification-replans': 'notification',
  'notification-secrets': 'notification',
  // Without it calendars that live on invitations would keep the name that a room had before.
  'notification-renamings': 'notification',
  // Without it what is tentative would never be announced.
  'scheduling-announcements': 'scheduling',
  // Without it no round would close and publish by itself.
  'room-allocation-rounds': 'room-allocation',
  // Who of several processes is at work on a round.
  'room-allocation-round-claims': null,
  // Without them every subscribed calendar would stop; and who has seen what would be forgotten.
  'calendar-feed-tokens': 'calendar',
  'calendar-feed-tokens-revoked': 'calendar',
  'calendar-feed-token-lists': 'calendar',
  'calendar-feed-fetches': 'calendar',
  // What processes side by side have sent last: at the new place each feed is looked up anew.
  'calendar-feeds-sent': null,
  // Without it nobody would be told of what changed shortly before the move.
  'calendar-watched-changes': 'calendar',
  // A repeated request must meet its first use wherever it arrives.
  'http-idempotency': 'each',
  'http-unchanged': 'each',
  // The UID domain, and whether the demo was wanted.
  installation: 'each',
  // How far the demo was filled in; without it the demo would turn up a second time.
  'standalone-demo': 'scheduling',
  'unfinished-import': null,
  // Of a bus that is left behind: at the new place everything is published, and what cannot be handled is parked anew.
  'kafka-generations': null,
  'kafka-parked': null,
  'kafka-parked-subjects': null,
  // Who of several processes tells the bus what was left behind.
  'relay-leases': null,
};

const unknownSet = (name: string): Fault =>
  new Fault('unknown-records', `nobody has decided whether the records ${name} move along`, { retriable: false });

function keeperOf(name: string): Keeper {
  const keeper = keepers[name];
  if (keeper === undefined) throw unknownSet(name);
  return keeper;
}

/** False for what stays behind. Throws `unknown-records` for a name it does not know. */
export const moves = (name: string): boolean => keeperOf(name) !== null;

/** The stores that a set belongs into. Throws `unknown-records` for a name it does not know. */
export function storesOfSet(truth: Truth, name: string): readonly Records[] {
  const keeper = keeperOf(name);
  if (keeper === null) return [];
  return keeper === 'each' ? storesOf(truth) : [truth.records(keeper)];
}

/** True for what a place has of its own, which says nothing of an installation. */
export const isOfPlace = (name: string): boolean => keepers[name] === null;

/** True for a set that may have one key in several stores. */
export const isInEach = (name: string): boolean => keepers[name] === 'each';
