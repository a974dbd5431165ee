import type { Sent } from './book.ts';
import { inTurns } from './in-turns.ts';
import { notLater } from './later.ts';
import { organizationIds, type Reader, readActivity } from './reading.ts';

/** A line for everything acknowledged that is not there as it was said, or later. */
export async function lossesOf(client: Reader, sent: readonly Sent[]): Promise<readonly string[]> {
  const organizations = await organizationIds(client);
  const lines = await inTurns(sent, async ({ command, answer }) => {
    if (!answer) return [];
    const name = `${command.operation} ${command.key}`;
    const id = String(answer.json.id);
    if (command.operation === 'createOrganization') {
      return organizations.has(id) ? [] : [`${name}: organization ${id} is not there`];
    }
    const now = await readActivity(client, id);
    const why = now ? notLater(answer.json, now) : `activity ${id} is not there`;
    return why === undefined ? [] : [`${name}: ${why}`];
  });
  return lines.flat();
}
