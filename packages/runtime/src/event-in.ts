import { EventMessage, type PublicEvents, type PublicEventType, publicEvents } from '@huitang/contracts';
import { Fault } from './faults.ts';

// Several groups of one process get the same body where the bus hands it on; it is checked once for all of them.
const messages = new WeakMap<object, EventMessage>();
// By the data itself, which a message that was checked still has.
const events = new WeakMap<object, unknown>();

/** The message that a body of the bus is; a fault that parks its stream when it is none. */
export function messageIn(body: unknown): EventMessage {
  const known = typeof body === 'object' && body !== null ? messages.get(body) : undefined;
  if (known) return known;
  const parsed = EventMessage.safeParse(body);
  if (!parsed.success) throw new Fault('unreadable-message', parsed.error.message, { retriable: false });
  if (typeof body === 'object' && body !== null) messages.set(body, parsed.data);
  return parsed.data;
}

/** A message's data as its type says; a fault that parks its stream when nobody can read it so. */
export function eventIn<T extends PublicEventType>(type: T, message: EventMessage): PublicEvents[T] {
  const { data } = message;
  const isKept = typeof data === 'object' && data !== null;
  // What is kept for a message was parsed by the schema of its own type.
  const known = (isKept ? events.get(data) : undefined) as PublicEvents[T] | undefined;
  if (known) return known;
  const parsed = publicEvents[type].safeParse(data);
  if (!parsed.success) {
    throw new Fault('unreadable-event', `${message.id}: ${parsed.error.message}`, { retriable: false });
  }
  if (isKept) events.set(data, parsed.data);
  return parsed.data as PublicEvents[T];
}
