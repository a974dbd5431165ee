import { RoomUse } from '@huitang/contracts';
import { fieldOf } from '../client-commands.ts';
import type { Ask, Exchange } from '../exchange.ts';
import { busIsIdle, streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Listed, lineOf, listedIn, listedOf } from './listed.ts';
import { publicState } from './public-state.ts';
import { reservedIn, reservedOf } from './reserved.ts';

const STATUSES = ['confirmed', 'cancelled', 'declined'];
const FINDINGS_MAX = 3;
/** More than most runs have: one page is the whole list, or what comes first of it. */
const LIMIT = '500';

const centersOf = (view: View): readonly string[] => [...publicState(view).centers.keys()];

/** Of what the log has, what a question is about. */
function isAsked({ query = {} }: Ask, { center, status, organization }: Listed): boolean {
  return (
    (query.center ?? center) === center &&
    (query.status ?? status) === status &&
    (query.organization ?? organization) === organization
  );
}

/** All that is listed, but where there may be more than a page: what starts before the last of that is there for certain. */
function untilOf({ query }: Ask, shown: readonly Listed[]): number {
  const isFull = shown.length >= Number(query?.limit ?? LIMIT);
  return isFull ? (shown.at(-1)?.start ?? 0) : Number.POSITIVE_INFINITY;
}

const keyed = (all: readonly Listed[]): ReadonlyMap<string, string> => new Map(all.map((one) => [one.id, lineOf(one)]));

function listDiffers({ ask, answer }: Exchange, all: readonly Listed[]): Findings {
  const what = `the list of ${JSON.stringify(ask.query)}`;
  const items = fieldOf(answer?.body, 'items');
  if (!Array.isArray(items)) return [`${what} was answered ${answer?.status}`];
  const shown = items.map(listedIn);
  const until = untilOf(ask, shown);
  const isShown = ({ start }: Listed): boolean => start < until;
  const found = keyed(shown.filter(isShown));
  const expected = keyed(all.filter((one) => isAsked(ask, one) && isShown(one)));
  const isSorted = shown.every(({ start }, index) => index === 0 || start >= (shown[index - 1]?.start ?? 0));
  const ids = [...new Set([...expected.keys(), ...found.keys()])];
  const wrong = ids.filter((id) => expected.get(id) !== found.get(id)).slice(0, FINDINGS_MAX);
  return [
    ...wrong.map(
      (id) => `${what} has ${found.get(id) ?? `no ${id}`}, and should have ${expected.get(id) ?? 'none of it'}`,
    ),
    ...(shown.length === keyed(shown).size ? [] : [`${what} has something twice`]),
    ...(isSorted ? [] : [`${what} is not by start`]),
  ];
}

function useDiffers(view: View, { ask, answer }: Exchange): Findings {
  const use = RoomUse.safeParse(answer?.body);
  const { activities, centers } = publicState(view);
  const what = `room use of ${ask.params?.id}`;
  if (!use.success) return [`${what} was answered ${answer?.status}`];
  const { from, to, resources } = use.data;
  const known = [...(centers.get(ask.params?.id ?? '')?.rooms.keys() ?? [])].sort();
  const shown = resources.map(({ id }) => id).sort();
  if (JSON.stringify(known) !== JSON.stringify(shown)) return [`${what} has ${shown}, and should have ${known}`];
  return resources
    .flatMap(({ id, reservations }) => {
      const [expected, found] = [reservedOf(activities.values(), id, from, to), reservedIn(reservations)];
      const missing = expected.filter((one) => !found.includes(one));
      const extra = found.filter((one) => !expected.includes(one));
      if (missing.length === 0 && found.length === expected.length) return [];
      return [
        `${what}: ${id} has ${extra.join(' ') || 'nothing'} too much, and not ${missing.join(' ') || 'too little'}`,
      ];
    })
    .slice(0, FINDINGS_MAX);
}

/** At rest the lists of activities and the use of rooms are what the logs say, and show no more of it than the audience allows. */
export const listsAreState: Invariant = {
  name: 'I7 the lists are the state',
  watch: (view) => ({
    // Room use is asked for by who looks whether anything is shown twice.
    lastAsks() {
      const [first] = centersOf(view);
      const queries = [
        ...centersOf(view).map((center) => ({ center })),
        ...(first === undefined ? [] : STATUSES.map((status) => ({ center: first, status }))),
        { organization: 'branch-1' },
      ];
      return queries.map((query) => ({ operationId: 'listActivities', query: { ...query, limit: LIMIT } }));
    },
    ended({ quiet }): Findings {
      if (!quiet || !busIsIdle(view)) return [];
      const all = [...streamsOf(view, 'scheduling', 'activity/').values()].flatMap(
        (commits) => listedOf(commits) ?? [],
      );
      const asked = (operationId: string): readonly Exchange[] =>
        view.exchanges.filter(({ client, ask }) => client === 'inspector' && ask.operationId === operationId);
      return [
        ...asked('listActivities').flatMap((exchange) => listDiffers(exchange, all)),
        ...asked('roomUse').flatMap((exchange) => useDiffers(view, exchange)),
      ];
    },
  }),
};
