import type { Commit } from '@huitang/runtime';
import { fieldOf } from '../client-commands.ts';
import type { Exchange } from '../exchange.ts';
import { busIsIdle } from '../state.ts';
import { eventsIn, type Line, lineIn, lineOf } from './feed-line.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Placed, type PublicState, publicState } from './public-state.ts';

const FEEDS = new Set(['centerFeed', 'roomFeed', 'kindFeed', 'packageFeed', 'routeFeed', 'activityFeed']);
/** So many activities are asked for a feed of their own at the end. */
const SINGLE_MAX = 4;

const bytesOf = ({ answer }: Exchange): string | undefined =>
  answer?.status === 200 && Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : undefined;

/** Whose activities a feed has. */
function isIn({ ask }: Exchange, { confirmed }: Placed): boolean {
  const id = ask.params?.id;
  if (ask.operationId === 'activityFeed') return confirmed.activityId === id;
  if (confirmed.announced === false) return false;
  if (ask.operationId === 'centerFeed') return confirmed.centerId === id;
  // Of what is private these would tell what it is.
  const isOpen = confirmed.audience !== 'private';
  if (ask.operationId === 'packageFeed') return isOpen && confirmed.packageId === id;
  if (ask.operationId === 'routeFeed') return isOpen && confirmed.routeId === id;
  if (ask.operationId === 'kindFeed')
    return isOpen && confirmed.centerId === id && confirmed.kind.id === ask.params?.kind;
  return confirmed.claims.some(({ role, resourceId }) => role === 'room' && resourceId === id);
}

function expectedIn(exchange: Exchange, { activities, centers }: PublicState): readonly Line[] {
  return [...activities.values()].flatMap((placed) => {
    const center = centers.get(placed.confirmed.centerId);
    return center && isIn(exchange, placed) ? [lineOf(placed, center)] : [];
  });
}

const keyed = (lines: readonly Line[]): ReadonlyMap<string, string> =>
  new Map(lines.map((line) => [line.uid, JSON.stringify(line)]));

function differences(exchange: Exchange, state: PublicState): Findings {
  const feed = `${exchange.ask.operationId} ${exchange.ask.params?.id}`;
  const text = bytesOf(exchange);
  const expected = keyed(expectedIn(exchange, state));
  if (text === undefined) {
    // There is none of what nobody has ever booked.
    const isMissing = ['centerFeed', 'roomFeed'].includes(exchange.ask.operationId) || expected.size > 0;
    return isMissing ? [`${feed} was answered ${exchange.answer?.status}`] : [];
  }
  const found = keyed(eventsIn(text).map(lineIn));
  const uids = [...new Set([...expected.keys(), ...found.keys()])];
  return uids
    .filter((uid) => expected.get(uid) !== found.get(uid))
    .slice(0, 3)
    .map((uid) => `${feed} has ${found.get(uid) ?? `no ${uid}`}, and should have ${expected.get(uid) ?? 'none'}`);
}

const used = (activities: PublicState['activities'], part: 'packageId' | 'routeId'): readonly string[] => [
  ...new Set([...activities.values()].flatMap(({ confirmed }) => confirmed[part] ?? [])),
];

/** At rest every feed says what the log says; and to whoever fetches one again and again, SEQUENCE never falls. */
export const feedIsState: Invariant = {
  name: 'I7 the feed is the state',
  watch(view: View) {
    const sequences = new Map<string, number>();
    const read = new Map<string, string>();
    const revisions = new Map<string, number>();

    /** A copy that is the one before is not read again. */
    function fallen(exchange: Exchange, text: string): Findings {
      const feed = `${exchange.client} ${exchange.ask.operationId} ${exchange.ask.params?.id}`;
      if (read.get(feed) === text) return [];
      read.set(feed, text);
      return eventsIn(text).flatMap(({ uid, sequence = 0 }) => {
        const before = sequences.get(`${feed} ${uid}`) ?? 0;
        sequences.set(`${feed} ${uid}`, sequence);
        return sequence < before ? [`${feed}: SEQUENCE of ${uid} was ${before}, and is ${sequence}`] : [];
      });
    }

    /** Calendars take no change with a number they have seen: whatever changes to the eye is counted. */
    function notRaised({ stream, version, events }: Commit): Findings {
      return events.flatMap(({ type, data }) => {
        const raised = fieldOf(data, 'displayRevision');
        if (typeof raised !== 'number' || fieldOf(data, 'wasConfirmed') === false) return [];
        // What is pinned looks as before.
        const before = (revisions.get(stream) ?? -1) - (type === 'ActivityPinned' ? 1 : 0);
        revisions.set(stream, raised);
        return raised > before ? [] : [`${stream}@${version}: ${type} is shown as ${raised}, after ${before}`];
      });
    }

    return {
      committed: (_service, commit) => notRaised(commit),
      answered(exchange) {
        const text = FEEDS.has(exchange.ask.operationId) ? bytesOf(exchange) : undefined;
        return text === undefined ? [] : fallen(exchange, text);
      },
      lastAsks() {
        const { activities, centers } = publicState(view);
        const rooms = [...centers.values()].flatMap((center) => [...center.withFeed]);
        const asks = (operationId: string, ids: readonly string[]) =>
          ids.map((id) => ({ operationId, params: { id } }));
        return [
          ...asks('centerFeed', [...centers.keys()]),
          ...asks(
            'roomFeed',
            rooms.filter((id) => !id.includes('added')),
          ),
          ...[...centers.keys()].map((id) => ({ operationId: 'kindFeed', params: { id, kind: 'community-activity' } })),
          ...asks('packageFeed', used(activities, 'packageId')),
          ...asks('routeFeed', used(activities, 'routeId')),
          ...asks('activityFeed', [...activities.keys()].slice(-SINGLE_MAX)),
        ];
      },
      ended({ quiet }) {
        if (!quiet || !busIsIdle(view)) return [];
        const state = publicState(view);
        return view.exchanges
          .filter(({ client, ask }) => client === 'inspector' && FEEDS.has(ask.operationId) && !ask.headers)
          .flatMap((exchange) => differences(exchange, state));
      },
    };
  },
};
