import { describe, expect, test } from '@jest/globals';
import {
  decideInbox,
  emptyInbox,
  evolveInbox,
  type Inbox,
  type InboxCommand,
  type Posted,
  SHOWN_MAX,
  unreadIn,
} from '../../src/domain/inbox.ts';
import { idOf } from '../given.ts';

const posted = (key: string): Posted => ({
  deliveryKey: key,
  activityId: idOf(1),
  revision: 1,
  message: 'confirmed',
  at: '2026-06-28T08:00:00.000Z',
  subject: '已确认',
  lines: [],
  url: 'http://localhost:8080/activities/1',
});

const after = (inbox: Inbox, command: InboxCommand): Inbox =>
  decideInbox(command, inbox).events.reduce(evolveInbox, inbox);

const withMessages = (count: number): Inbox =>
  Array.from({ length: count }, (_, index) => `d${index + 1}`).reduce(
    (inbox, key) => after(inbox, { type: 'PostMessage', posted: posted(key) }),
    emptyInbox,
  );

const unread = ({ messages }: Inbox): number[] => messages.filter(({ isRead }) => !isRead).map(({ number }) => number);

describe('an inbox', () => {
  test('numbers its messages, shows the newest first, and has not read them', () => {
    expect(unread(withMessages(3))).toEqual([3, 2, 1]);
    expect(unreadIn(withMessages(3))).toBe(3);
  });

  test('counts those as read that are named, or all up to one', () => {
    expect(unread(after(withMessages(4), { type: 'ReadMessages', numbers: [2, 4, 9] }))).toEqual([3, 1]);
    expect(unread(after(withMessages(4), { type: 'ReadMessagesUpTo', number: 3 }))).toEqual([4]);
  });

  test('says nothing of what is read already, or is not there', () => {
    const read = after(withMessages(2), { type: 'ReadMessagesUpTo', number: 2 });
    for (const command of [
      { type: 'ReadMessages', numbers: [1, 2, 3] },
      { type: 'ReadMessagesUpTo', number: 9 },
    ] as const) {
      expect(decideInbox(command, read).events).toEqual([]);
    }
  });

  test('shows no more than there is room for, and goes on counting', () => {
    const full = withMessages(SHOWN_MAX + 5);
    expect(full.messages).toHaveLength(SHOWN_MAX);
    expect([full.messages[0]?.number, full.messages.at(-1)?.number]).toEqual([SHOWN_MAX + 5, 6]);
    expect(decideInbox({ type: 'ReadMessages', numbers: [1] }, full).events).toEqual([]);
  });
});
