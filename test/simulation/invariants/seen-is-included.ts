import { fieldOf } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import type { Findings, Invariant } from './invariant.ts';
import { lineOf, listedIn, listedOf } from './listed.ts';

/** `activity/<id>@<version>.<index>`. */
const SEEN = /^(activity\/(.+))@(\d+)\.\d+$/;

/** Who says what they have seen is shown that, or what has become of it since; lists wait for it, or say that they cannot. */
export const seenIsIncluded: Invariant = {
  name: 'I2 seen is included',
  watch({ world }) {
    return {
      answered({ ask, answer }: Exchange): Findings {
        const [, stream = '', id = '', version] = SEEN.exec(ask.query?.seen ?? '') ?? [];
        if (ask.operationId !== 'listActivities' || version === undefined || answer?.status !== 200) return [];
        const items = fieldOf(answer?.body, 'items');
        const rows: readonly unknown[] = Array.isArray(items) ? items : [];
        const row = rows.find((item) => fieldOf(item, 'id') === id);
        // It may be on the next page.
        if (row === undefined && rows.length >= Number(ask.query?.limit ?? Number.POSITIVE_INFINITY)) return [];
        const shown = row === undefined ? 'nothing of it' : lineOf(listedIn(row));
        const commits = world.durable.log('scheduling').ofStream(stream);
        const since = commits
          .slice(Number(version) - 1)
          .map((_, index) => listedOf(commits.slice(0, Number(version) + index)));
        if (since.some((listed) => listed && lineOf(listed) === shown)) return [];
        return [`who had seen ${ask.query?.seen} was shown ${shown}`];
      },
    };
  },
};
