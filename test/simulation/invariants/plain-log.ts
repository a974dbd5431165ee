import type { Commit, EventLog } from '@huitang/runtime';

/** What is durable of one service. */
interface Durable {
  ofStream(stream: string): readonly Commit[];
  findCommand(stream: string, commandId: string): Commit | undefined;
}

/** A log that is read at once, and takes whatever a consumer would write while it fills read models, without keeping it. */
export const plainLog = (durable: Durable): EventLog => ({
  appendsInOrder: true,
  publishes: false,
  read: async (stream, fromVersion = 1) => durable.ofStream(stream).filter(({ version }) => version >= fromVersion),
  append: async () => ({ outcome: 'appended' }),
  findCommand: async (stream, commandId) => durable.findCommand(stream, commandId),
  unpublished: async () => [],
  markPublished: async () => {},
  all: async () => ({ commits: [], cursor: '' }),
});
