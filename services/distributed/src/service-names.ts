import { Fault } from '@huitang/runtime';

/** The processes a distributed installation has; `web` are the pages, which ask the others. */
export const serviceNames = ['scheduling', 'room-allocation', 'notification', 'calendar', 'web'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** By the first word of a stream's name: whose log it is in. */
const owners: Readonly<Record<string, ServiceName>> = {
  activity: 'scheduling',
  center: 'room-allocation',
  'center-day': 'room-allocation',
  'center-ids': 'room-allocation',
  allocation: 'room-allocation',
  searches: 'room-allocation',
  quota: 'room-allocation',
  reach: 'calendar',
};

/** Throws an `unknown-stream` fault for one that nobody owns. */
export function ownerOf(stream: string): ServiceName {
  const word = stream.split('/')[0] ?? '';
  const owner = Object.hasOwn(owners, word) ? owners[word] : undefined;
  if (owner) return owner;
  throw new Fault('unknown-stream', `${stream} belongs to no service`, { retriable: false });
}
