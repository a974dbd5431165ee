import { Fault } from '../faults.ts';
import type { BusMessage } from '../ports/event-bus.ts';

export const TOPIC = 'scheduling.events';

export interface Note {
  readonly subject: string;
  readonly n: number;
}

export const note = (subject: string, n: number, topic: string = TOPIC): BusMessage => ({
  topic,
  key: 'tianping',
  subject,
  body: JSON.stringify({ subject, n }),
});

/** Notes 1 to `count` of a subject. */
export const notes = (subject: string, count: number, from = 1): BusMessage[] =>
  Array.from({ length: count }, (_, index) => note(subject, from + index));

export const temporary = (): Fault => new Fault('down', 'not now', { retriable: true });
export const permanent = (): Fault => new Fault('poison', 'never', { retriable: false });

/** A handler that writes down what it has handled, after whatever `before` does: fail, or take its time. */
export function recorder(before: (note: Note) => void | Promise<void> = () => {}) {
  const handled: Note[] = [];
  return {
    handled,
    async handler(body: unknown): Promise<void> {
      // The suites publish nothing but notes.
      const received = body as Note;
      await before(received);
      handled.push(received);
    },
    numbersOf: (subject: string): number[] => handled.filter((one) => one.subject === subject).map(({ n }) => n),
  };
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
