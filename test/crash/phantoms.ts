import type { Book } from './book.ts';
import { inTurns } from './in-turns.ts';
import { historyOf, listedActivities, type Reader } from './reading.ts';

const SERVICE = /^service:/;

/** `<principal>/<operation>/<key>`: what a command is called in the log. */
const keyIn = (commandId: string): string => commandId.slice(commandId.lastIndexOf('/') + 1);

const isAcknowledged = (book: Book, commandId: string): boolean =>
  book.sent.get(keyIn(commandId))?.outcome === 'acknowledged';

/** A line for each activity in the list that no client proposed. To be asked when nothing is open any more. */
export async function unaskedFor(client: Reader, book: Book): Promise<readonly string[]> {
  const known = new Set(book.activities);
  const listed = await listedActivities(client);
  return listed.filter(({ id }) => !known.has(id)).map(({ id }) => `nobody proposed activity ${id}`);
}

/** Of some activities, a line for each commit that no acknowledged command explains, and for each that is there twice. */
export async function unexplained(client: Reader, book: Book, ids: readonly string[]): Promise<readonly string[]> {
  const lines = await inTurns(ids, async (id) => {
    const history = await historyOf(client, id);
    const names = history.map(({ commandId }) => commandId);
    return [
      ...history
        .filter(({ by, commandId }) => !SERVICE.test(by) && !isAcknowledged(book, commandId))
        .map(({ commandId }) => `activity ${id}: nobody was told that ${commandId} was carried out`),
      ...names
        .filter((name, index) => names.indexOf(name) !== index)
        .map((name) => `activity ${id}: ${name} was carried out twice`),
    ];
  });
  return lines.flat();
}
