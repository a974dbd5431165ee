import type { Ask, Exchange } from '../exchange.ts';
import type { Findings, Invariant, View } from './invariant.ts';

/** So many copies of a feed are asked about at the end: the oldest one among them. */
const COPIES_MAX = 3;

const feedOf = ({ operationId, params, query }: Ask): string => JSON.stringify([operationId, params, query?.lang]);

const textOf = ({ answer }: Exchange): string | undefined =>
  answer?.status === 200 && Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : undefined;

interface Copy {
  readonly ask: Ask;
  readonly tag: string;
  readonly text: string;
}

/** Every copy of a feed that somebody has got, by its tag. */
function createCopies() {
  const feeds = new Map<string, Map<string, Copy>>();
  return {
    of: (ask: Ask): ReadonlyMap<string, Copy> => feeds.get(feedOf(ask)) ?? new Map(),
    feeds: () => [...feeds.values()],
    /** The copy with the same tag that was there before. */
    keep(copy: Copy): Copy | undefined {
      const known = feeds.get(feedOf(copy.ask)) ?? new Map<string, Copy>();
      feeds.set(feedOf(copy.ask), known);
      const before = known.get(copy.tag);
      if (!before) known.set(copy.tag, copy);
      return before;
    },
  };
}

const isInspected = ({ client, ask }: Exchange): boolean => client === 'inspector' && ask.headers === undefined;

/** A tag stands for the same bytes for ever, and nobody is told that a copy is still good which is not. */
export const copiesAreGood: Invariant = {
  name: 'I7 copies are good',
  watch(view: View) {
    const copies = createCopies();

    /** At the end, when what there is has been asked for without a tag as well. */
    function staleCopy({ ask, answer }: Exchange): Findings {
      const tag = ask.headers?.['if-none-match'] ?? '';
      const now = view.exchanges.findLast((exchange) => isInspected(exchange) && feedOf(exchange.ask) === feedOf(ask));
      const text = now && textOf(now);
      if (answer?.status !== 304 || text === undefined || copies.of(ask).get(tag)?.text === text) return [];
      return [`${feedOf(ask)}: the copy ${tag} is said to be good, and is another than what there is`];
    }

    return {
      answered(exchange): Findings {
        const { ask, answer } = exchange;
        const tag = answer?.headers.ETag;
        const text = ask.operationId.endsWith('Feed') ? textOf(exchange) : undefined;
        if (text === undefined || tag === undefined || ask.query?.from !== undefined) return [];
        const before = copies.keep({ ask: { ...ask, headers: {} }, tag, text });
        return before && before.text !== text ? [`${feedOf(ask)}: ${tag} stands for two texts`] : [];
      },
      lastAsks: () =>
        copies
          .feeds()
          .flatMap((feed) => [...feed.values()].slice(0, COPIES_MAX))
          .filter(({ ask }) => ask.operationId === 'centerFeed' && ask.query === undefined)
          .map(({ ask, tag }) => ({ ...ask, headers: { 'if-none-match': tag } })),
      ended: ({ quiet }) =>
        quiet
          ? view.exchanges
              .filter(({ client, ask }) => client === 'inspector' && ask.headers?.['if-none-match'] !== undefined)
              .flatMap(staleCopy)
          : [],
    };
  },
};
