import type { Answer, clientOf } from '../support/client.ts';
import { type Book, note, type Sent } from './book.ts';
import { inTurns } from './in-turns.ts';
import { notLater } from './later.ts';
import { send } from './load.ts';

type Client = ReturnType<typeof clientOf>;

const header = (answer: Answer, name: string): string | null => answer.headers.get(name);

/** Why a repeat was not answered as the first time; undefined when it was. An activity may have gone on since. */
function otherAnswer({ command }: Sent, first: Answer, again: Answer): string | undefined {
  if (again.status >= 300) return `${again.status} after ${first.status}: ${again.text.slice(0, 200)}`;
  if (header(first, 'huitang-command') !== header(again, 'huitang-command')) return 'it is another command';
  if (command.operation !== 'createOrganization') return notLater(first.json, again.json);
  return again.status === first.status && again.text === first.text ? undefined : `${again.text} after ${first.text}`;
}

/**
 * Sends commands again, as their clients do when the connection was lost: a line for each that was acknowledged and gets
 * another answer now. Those without an answer are carried out now at the latest, or refused.
 */
export async function repeat(client: Client, book: Book, commands: readonly Sent[]): Promise<readonly string[]> {
  const lines = await inTurns(
    commands.filter(({ outcome }) => outcome !== 'refused'),
    async (sent) => {
      const again = await send(client, sent);
      const name = `${sent.command.operation} ${sent.command.key}, repeated`;
      if (!again) return [`${name}: no answer`];
      const why = sent.answer && otherAnswer(sent, sent.answer, again);
      if (!sent.answer) note(book, sent, again);
      return why === undefined ? [] : [`${name}: ${why}`];
    },
  );
  return lines.flat();
}
