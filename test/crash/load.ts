import type { Answer, clientOf } from '../support/client.ts';
import { type Book, note, type Sent } from './book.ts';
import { nextCommand } from './commands.ts';
import type { Season } from './place.ts';

const CLIENTS = 24;
/** Of a loop, so that the rounds of a long run stay alike. */
const COMMANDS_MAX = 300;

type Client = Pick<ReturnType<typeof clientOf>, 'post'>;

export interface Load {
  readonly client: Client;
  readonly book: Book;
  readonly season: Season;
  readonly dice: () => number;
}

export const send = ({ post }: Client, { command }: Sent): Promise<Answer | undefined> =>
  // The connection is lost when the process is: nobody knows what became of the command.
  post(command.path, command.body, { ...command.headers }).catch(() => undefined);

/** Clients that each send one command after the other, a few twice at once, until `over` says so or enough are sent. */
export async function putLoad(
  { client, book, season, dice }: Load,
  over: () => boolean,
  commandsMax = COMMANDS_MAX,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  const ask = async (): Promise<void> => {
    while (!over() && sent.length < commandsMax) {
      const one: Sent = { command: nextCommand(book, season, dice), outcome: 'open' };
      book.sent.set(one.command.key, one);
      sent.push(one);
      const times = dice() < 0.05 ? 2 : 1;
      const answers = await Promise.all(Array.from({ length: times }, () => send(client, one)));
      const best = answers.find((answer) => answer !== undefined && answer.status < 300) ?? answers[0];
      if (best) note(book, one, best);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, ask));
  return sent;
}
