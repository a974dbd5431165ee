import type { ActivityProposed } from '@huitang/contracts';
import type { Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';

/** What anybody may ask for. Activities themselves are not among it: there is no sign-in yet. */
const PUBLIC = new Set([
  'roomUse',
  'centerFeed',
  'roomFeed',
  'kindFeed',
  'packageFeed',
  'routeFeed',
  'activityFeed',
  'listFeeds',
]);

const NUMBERS = / \d+/g;
const LAST_WORD = /\p{L}+$/u;
const WORD_MAX = 100;

/** Titles in runs are a word with a number: looked for by their numbers, of which there are few. */
const titlesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(NUMBERS)].flatMap(({ index, 0: number }) => {
      const [word] = LAST_WORD.exec(text.slice(Math.max(0, index - WORD_MAX), index)) ?? [];
      return word === undefined ? [] : [`${word}${number}`];
    }),
  );

const textOf = ({ answer }: Exchange): string =>
  Buffer.isBuffer(answer?.body) ? answer.body.toString('utf8') : JSON.stringify(answer?.body ?? null);

/** Lines of calendars are folded at 75 octets: one that goes on begins with a space. */
const unfolded = (text: string): string => text.replaceAll('\r\n ', '');

/** Titles that their audience does not allow are in nothing that is public. */
export const privateStaysPrivate: Invariant = {
  name: 'R10 private stays private',
  watch() {
    const open = new Set<string>();
    const secret = new Map<string, string>();
    return {
      committed(service, { stream, events }) {
        if (service !== 'scheduling' || !stream.startsWith('activity/')) return [];
        for (const { data } of events) {
          // What the log has was written by the schema of its type.
          const { title, audience } = data as ActivityProposed;
          if (audience === 'public') open.add(title);
          else secret.set(title, `${audience} ${stream}`);
        }
        return [];
      },
      answered(exchange): Findings {
        const { operationId, params, query } = exchange.ask;
        if (!PUBLIC.has(operationId) || exchange.answer?.status !== 200) return [];
        return [...titlesIn(unfolded(textOf(exchange)))]
          .filter((title) => secret.has(title) && !open.has(title))
          .map((title) => `${operationId} ${params?.id ?? query?.center} shows ${title} of ${secret.get(title)}`);
      },
    };
  },
};
