import {
  type Decider,
  type ExecutorContext,
  executeFor,
  type Keyed,
  type Loaded,
  type Outcome,
  type Refusal,
  type ServerSentEvent,
  streamsOf,
} from '@huitang/runtime';
import {
  decideInbox,
  emptyInbox,
  evolveInbox,
  type Inbox,
  type InboxCommand,
  type InboxEvent,
  type Posted,
  unreadIn,
} from '../domain/inbox.ts';
import { bellOf } from './bell.ts';
import { newsOf } from './news.ts';

/** The rules of `inbox/<organization>`, as the executor takes them. */
const inboxDecider: Decider<Inbox, InboxCommand, InboxEvent, never> = {
  initial: () => emptyInbox,
  evolve: evolveInbox,
  decide: decideInbox,
};

/** Who asks for something to be counted as read, and under which command. */
export interface Reading {
  readonly command: Exclude<InboxCommand, { readonly type: 'PostMessage' }>;
  readonly commandId: string;
  readonly principal: string;
  readonly keyed: Keyed;
}

/** The inboxes of organizations: a stream each, in the log of this service. */
export interface Inboxes {
  of(organizationId: string): Promise<Inbox>;
  /** Once for each delivery, however often it is tried; `eventId` is what it follows from. */
  post(organizationId: string, posted: Posted, eventId: string): Promise<void>;
  /** Refused where the command was used with another reading. */
  read(organizationId: string, reading: Reading): Promise<Outcome<Inbox, Refusal>>;
  /** What happens in an inbox from version `after` on, or from now on, until `ended` fires. */
  news(organizationId: string, after: number | undefined, ended: AbortSignal): AsyncIterable<ServerSentEvent>;
}

const streamOf = (organizationId: string): string => `inbox/${organizationId}`;

export function inboxesOf(context: ExecutorContext): Inboxes {
  const streams = streamsOf(inboxDecider, context);
  const bell = bellOf(context.clock);

  async function unreadAt(organizationId: string): Promise<{ unread: number; version: number }> {
    const { state, version }: Loaded<Inbox> = await streams.load(streamOf(organizationId));
    return { unread: unreadIn(state), version };
  }

  return {
    of: async (organizationId) => (await streams.load(streamOf(organizationId))).state,
    async post(organizationId, posted, eventId) {
      const stream = streamOf(organizationId);
      await streams.execute({
        stream,
        command: { type: 'PostMessage', posted },
        commandId: posted.deliveryKey,
        // What is told may be known better when it is tried again: it is the same message all the same.
        body: posted.deliveryKey,
        causationId: eventId,
        principal: 'service:notification',
        partitionKey: stream,
      });
      bell.ring(organizationId);
    },
    async read(organizationId, { command, commandId, principal, keyed }) {
      const stream = streamOf(organizationId);
      const request = { stream, command, commandId, principal, partitionKey: stream };
      const outcome = await executeFor({ keyed }, streams, request);
      bell.ring(organizationId);
      return outcome;
    },
    news: (organizationId, after, ended) =>
      newsOf(
        {
          read: (from) => context.log.read(streamOf(organizationId), from),
          now: () => unreadAt(organizationId),
          next: () => bell.next(organizationId, ended),
        },
        after,
        ended,
      ),
  };
}
