import type { EventMessage } from '@huitang/contracts';
import { busMessagesOf, type Commit } from '@huitang/runtime';
import type { Broker } from '../bus/broker.ts';
import type { Durable } from './durable.ts';

/** A stream's public events, from whichever log has it. */
export type History = (stream: string) => readonly EventMessage[];

/** Each commit's messages are made once, for all processes, and are those that the bus hands on. */
export function createHistory({ logs }: Pick<Durable, 'logs'>, { read }: Pick<Broker, 'read'>): History {
  const made = new WeakMap<Commit, readonly EventMessage[]>();
  const make = (service: string, commit: Commit): readonly EventMessage[] =>
    // A message was written as this text.
    busMessagesOf(service, commit).map(({ body }) => read(body) as EventMessage);
  const messagesIn = (service: string, commit: Commit): readonly EventMessage[] => {
    const messages = made.get(commit) ?? make(service, commit);
    made.set(commit, messages);
    return messages;
  };
  return (stream) =>
    [...logs()].flatMap(([service, log]) => log.ofStream(stream).flatMap((commit) => messagesIn(service, commit)));
}
