import type { EventMessage } from '@huitang/contracts';
import { type Commit, messagesOf } from '@huitang/runtime';
import type { Durable } from './durable.ts';

/** A stream's public events, from whichever log has it. */
export type History = (stream: string) => readonly EventMessage[];

/** Each commit's messages are made once, for all processes: a commit is frozen, and so is what they tell of it. */
export function createHistory({ logs }: Pick<Durable, 'logs'>): History {
  const made = new WeakMap<Commit, readonly EventMessage[]>();
  const messagesIn = (service: string, commit: Commit): readonly EventMessage[] => {
    const messages = made.get(commit) ?? messagesOf(service, commit).map((message) => Object.freeze(message));
    made.set(commit, messages);
    return messages;
  };
  return (stream) =>
    [...logs()].flatMap(([service, log]) => log.ofStream(stream).flatMap((commit) => messagesIn(service, commit)));
}
