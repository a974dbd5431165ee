import { type Demanded, Need, type SearchFoundNothing } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import type { Ask } from '../exchange.ts';
import { PRINCIPAL } from '../network.ts';
import type { View } from './invariant.ts';

const STREAM = /^searches\/([^/]+)\/\d{4}-\d\d-\d\d$/;
const COMMAND = /^search\/.+$/;

type Terms = Pick<Demanded, 'headcount' | 'durationMinutes' | 'needs'>;

/** What is looked for, and where, as one text. */
const textOf = (centerId: string, { headcount, durationMinutes, needs }: Terms): string =>
  JSON.stringify([centerId, headcount, durationMinutes, needs.map((need) => Object.entries(need).sort())]);

/** The needs that a question tells. */
export const needsIn = ({ query = {} }: Ask): Need[] => Need.array().parse(JSON.parse(query.needs ?? '[]'));

/** What a question about availability looks for. */
export function askedText(ask: Ask): string {
  const { headcount, durationMinutes } = ask.query ?? {};
  const terms = { headcount: Number(headcount), durationMinutes: Number(durationMinutes), needs: needsIn(ask) };
  return textOf(ask.params?.id ?? '', terms);
}

/** What the log has of searches that found nothing. */
export const foundTexts = ({ events }: Pick<Commit, 'events'>): readonly string[] =>
  events.flatMap(({ type, data }) => {
    if (type !== 'SearchFoundNothing') return [];
    // What the log has was written by the schema of its type.
    const { centerId, demanded } = data as SearchFoundNothing;
    return [textOf(centerId, demanded)];
  });

/** True for the note of a search that somebody has made: a read has no key, so the note is named after what was looked for. */
export function isOfSearch({ exchanges }: Pick<View, 'exchanges'>, commit: Commit): boolean {
  const center = STREAM.exec(commit.stream)?.[1];
  if (center === undefined || !COMMAND.test(commit.commandId) || commit.principal !== PRINCIPAL.id) return false;
  const found = foundTexts(commit);
  return (
    found.length > 0 &&
    exchanges.some(
      ({ ask }) =>
        ask.operationId === 'readAvailability' && ask.params?.id === center && found.includes(askedText(ask)),
    )
  );
}
