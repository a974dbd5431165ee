import type { Answer } from '../support/client.ts';

/** One write, as it was sent: the same again is the same command. */
export interface Command {
  readonly operation: 'proposeActivity' | 'reviseActivity' | 'cancelActivity' | 'createOrganization';
  readonly key: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** A command with what its client knows of it. `open`: the connection was lost before an answer came. */
export interface Sent {
  readonly command: Command;
  outcome: 'open' | 'acknowledged' | 'refused';
  /** The first 2xx. */
  answer?: Answer;
}

/** Everything the clients have sent and been told, over all loops. */
export interface Book {
  readonly seed: number;
  readonly sent: Map<string, Sent>;
  /** The activities whose proposal was acknowledged, in that order. */
  readonly activities: string[];
  /** Answers 503: nothing was done, the same may be sent again. */
  readonly unavailable: string[];
  /** Answers that nobody should ever get: any other 5xx. */
  readonly faults: string[];
}

export const newBook = (seed: number): Book => ({
  seed,
  sent: new Map(),
  activities: [],
  unavailable: [],
  faults: [],
});

/** Writes down what a command was answered. */
export function note(book: Book, sent: Sent, answer: Answer): void {
  const { command } = sent;
  if (answer.status >= 500) {
    const said = `${command.operation} ${command.key}: ${answer.status} ${answer.text.slice(0, 200)}`;
    (answer.status === 503 ? book.unavailable : book.faults).push(said);
    return;
  }
  if (answer.status >= 400) {
    sent.outcome = 'refused';
    return;
  }
  sent.outcome = 'acknowledged';
  sent.answer = answer;
  if (command.operation === 'proposeActivity') book.activities.push(String(answer.json.id));
}
