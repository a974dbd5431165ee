import { createHash } from 'node:crypto';
import { comparePositions, EventMessage, type Position, positionText } from '@huitang/contracts';
import { eventId } from '@huitang/runtime';
import type { Sql } from '../sql.ts';
import { type Bytes, jsonIn, shownText } from '../stored-text.ts';
import type { Findings } from './findings.ts';

interface MessageRow {
  readonly offset: number;
  readonly subject: Bytes;
  readonly body: Bytes;
}

/** What an event says, short enough to be kept for every event there is. */
export const digestOf = (type: string, data: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([type, data]))
    .digest('base64');

/**
 * What the bus has: each event's digest by its id. Complains of messages that cannot be read or are filed wrongly, of
 * an event published again as something else, and of a subject whose messages were first published out of order.
 */
export function readMessages(sql: Sql, { problem, counts }: Findings): Map<string, string> {
  const published = new Map<string, string>();
  const last = new Map<string, Position>();

  function check(offset: number, subject: string, message: EventMessage): void {
    const { id, streamversion: version, eventindex: index } = message;
    if (message.subject !== subject || id !== eventId(subject, version, index)) {
      problem(`message ${offset} of ${subject} calls itself ${id}`);
      return;
    }
    const digest = digestOf(message.type, message.data);
    const earlier = published.get(id);
    if (earlier !== undefined) {
      if (earlier !== digest) problem(`message ${offset}: ${id} was published before as something else`);
      return;
    }
    published.set(id, digest);
    const before = last.get(subject);
    if (before && comparePositions({ version, index }, before) < 0) {
      problem(`message ${offset}: ${id} was published after ${subject}@${positionText(before)}`);
    }
    last.set(subject, { version, index });
  }

  const rows = sql.prepare<MessageRow>(
    // Cast: Node's SQLite refuses to give a whole number beyond 2^53, and damage can make one.
    `SELECT CAST(offset AS REAL) AS offset, CAST(subject AS BLOB) AS subject, CAST(body AS BLOB) AS body
     FROM messages ORDER BY messages.offset`,
  );
  for (const { offset, subject, body } of rows.each([])) {
    counts.messages += 1;
    const message = EventMessage.safeParse(jsonIn(body));
    if (message.success) check(offset, shownText(subject), message.data);
    else problem(`message ${offset} of ${shownText(subject)} cannot be read`);
  }
  return published;
}
