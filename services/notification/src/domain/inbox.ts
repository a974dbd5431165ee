import type { MessageName } from './message.ts';

/** What can be seen of an inbox. Older messages are in the log, and in the deliveries of their activities. */
export const SHOWN_MAX = 200;

export interface Posted {
  /** The delivery that it came with. */
  readonly deliveryKey: string;
  readonly activityId: string;
  readonly revision: number;
  readonly message: MessageName;
  /** When there was something to tell (RFC 3339). */
  readonly at: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly url: string;
}

export interface InboxMessage extends Posted {
  /** 1 for the first of an inbox, without gaps. */
  readonly number: number;
  readonly isRead: boolean;
}

export interface Inbox {
  readonly last: number;
  /** The newest first. */
  readonly messages: readonly InboxMessage[];
}

export type InboxCommand =
  | { readonly type: 'PostMessage'; readonly posted: Posted }
  /** These and no others, or all up to one of them. */
  | { readonly type: 'ReadMessages'; readonly numbers: readonly number[] }
  | { readonly type: 'ReadMessagesUpTo'; readonly number: number };

export type InboxEvent =
  | { readonly type: 'MessagePosted'; readonly data: Posted & { readonly number: number } }
  | { readonly type: 'MessagesRead'; readonly data: { readonly numbers: readonly number[] } };

export const emptyInbox: Inbox = { last: 0, messages: [] };

export const unreadIn = ({ messages }: Inbox): number => messages.filter(({ isRead }) => !isRead).length;

export function evolveInbox(inbox: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'MessagePosted': {
      const { number } = event.data;
      return { last: number, messages: [{ ...event.data, isRead: false }, ...inbox.messages].slice(0, SHOWN_MAX) };
    }
    case 'MessagesRead': {
      const read = new Set(event.data.numbers);
      const messages = inbox.messages.map((one) => (read.has(one.number) ? { ...one, isRead: true } : one));
      return { ...inbox, messages };
    }
  }
}

/** What is read already, or not shown any more, is no event. */
function reading(inbox: Inbox, isMeant: (number: number) => boolean): readonly InboxEvent[] {
  const numbers = inbox.messages.filter((one) => !one.isRead && isMeant(one.number)).map(({ number }) => number);
  return numbers.length === 0 ? [] : [{ type: 'MessagesRead', data: { numbers } }];
}

export function decideInbox(
  command: InboxCommand,
  inbox: Inbox,
): { readonly ok: true; readonly events: readonly InboxEvent[] } {
  switch (command.type) {
    case 'PostMessage':
      return { ok: true, events: [{ type: 'MessagePosted', data: { ...command.posted, number: inbox.last + 1 } }] };
    case 'ReadMessages':
      return { ok: true, events: reading(inbox, (number) => command.numbers.includes(number)) };
    case 'ReadMessagesUpTo':
      return { ok: true, events: reading(inbox, (number) => number <= command.number) };
  }
}
