import type { ParkedStream } from '@huitang/runtime';
import type { Journal } from '../durable/journal.ts';
import { createTable } from '../durable/table.ts';

export interface ParkedRow {
  readonly groupId: string;
  readonly subject: string;
  /** The partition's name. */
  readonly partition: string;
  readonly offset: number;
  /** Set free, and not yet delivered to the end. */
  readonly released: boolean;
  readonly error: string | null;
}

/** The messages that groups have set aside. */
export interface ParkedRows {
  of(groupId: string, subject?: string): readonly ParkedRow[];
  /** Effects. */
  park(rows: readonly ParkedRow[]): void;
  release(groupId: string, subject: string): readonly ParkedRow[];
  unpark(row: Pick<ParkedRow, 'groupId' | 'subject' | 'offset'>): void;
  forget(groupId: string): void;
  /** As people are told of it: what is set aside and not set free, by group and subject. */
  told(groupOf: (groupId: string) => string | undefined): readonly ParkedStream[];
}

const OFFSET_DIGITS = 9;

const keyOf = ({ groupId, subject, offset }: Pick<ParkedRow, 'groupId' | 'subject' | 'offset'>): string =>
  JSON.stringify([groupId, subject, String(offset).padStart(OFFSET_DIGITS, '0')]);

export function createParkedRows(journal: Journal): ParkedRows {
  const table = createTable<ParkedRow>(journal);
  const of = (groupId: string, subject?: string): readonly ParkedRow[] =>
    table.values().filter((row) => row.groupId === groupId && (subject === undefined || row.subject === subject));
  return {
    of,
    park(rows) {
      for (const row of rows) {
        const key = keyOf(row);
        table.set(key, { ...row, error: row.error ?? table.get(key)?.error ?? null });
      }
    },
    release(groupId, subject) {
      const rows = of(groupId, subject);
      for (const row of rows) table.set(keyOf(row), { ...row, released: true, error: null });
      return rows;
    },
    unpark: (row) => void table.delete(keyOf(row)),
    forget(groupId) {
      for (const row of of(groupId)) table.delete(keyOf(row));
    },
    told(groupOf) {
      const streams = new Map<string, ParkedStream>();
      for (const { groupId, subject, released, error } of table.values()) {
        const group = groupOf(groupId);
        if (group === undefined || released) continue;
        const key = JSON.stringify([group, subject]);
        const known = streams.get(key);
        const messages = (known?.messages ?? 0) + 1;
        streams.set(key, { group, subject, messages, error: known?.error || (error ?? '') });
      }
      return [...streams.values()];
    },
  };
}
