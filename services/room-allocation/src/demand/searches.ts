import type { CenterId, Demanded, Reason, SearchFoundNothing } from '@huitang/contracts';
import type { Streams } from '@huitang/runtime';

export interface RecordSearch {
  readonly type: 'RecordSearch';
  readonly centerId: CenterId;
  readonly demanded: Demanded;
  readonly reasons: readonly Reason[];
}

type SearchEvent = { readonly type: 'SearchFoundNothing'; readonly data: SearchFoundNothing };

/** Nothing is ever refused here. */
export type SearchRefusal = { readonly code: never };

export type Searches = Streams<undefined, RecordSearch, SearchRefusal>;

/** The stream `searches/<center>/<date of the search>`; each search is one command there, so a repeat is the same one. */
export const searchesStream = (centerId: string, date: string): string => `searches/${centerId}/${date}`;

/** The rules of that stream: what is told is written down. */
export const searchRules = {
  initial: (): undefined => undefined,
  evolve: (): undefined => undefined,
  decide: ({
    centerId,
    demanded,
    reasons,
  }: RecordSearch): { readonly ok: true; readonly events: readonly SearchEvent[] } => ({
    ok: true,
    events: [{ type: 'SearchFoundNothing', data: { centerId, demanded, reasons: [...reasons] } }],
  }),
};
