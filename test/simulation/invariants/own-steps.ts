import type { RoundOpened } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { PRINCIPAL } from '../network.ts';
import type { View } from './invariant.ts';
import { isOfSearch } from './searches.ts';

const SERVICE = 'service:room-allocation';

/** Steps that whoever meets a hold may take for its owner: they name the activity whose wish they bring to an end. */
const ABOUT_WISH =
  /^(?:confirm|release|quota-fence|TakeQuota|KeepQuota|GiveBackQuota|ReleaseQuota|CountQuota)\/([^/]+)\/\d+$/;
/** The same on the wish's own stream: its holds are over, its minutes are counted from now on. */
const OF_WISH = /^(?:expire|seek-quota)\/\d+$/;
/** What was held before the n-th limit of an organization is counted. */
const COUNTED = /^count\/(\d+)$/;

/** Steps of a round, which whoever is at it takes under the same name. */
const ABOUT_ROUND = /^round\/(\d+)\/(?:close|publish|settle|solve\/.+)$/;

function wishBehind({ stream, commandId, principal }: Commit): string | undefined {
  if (principal !== SERVICE) return undefined;
  if (OF_WISH.test(commandId) && stream.startsWith('allocation/')) return stream;
  const concluded = ABOUT_WISH.exec(commandId)?.[1];
  return concluded && `allocation/${concluded}`;
}

/** Somebody who has a round published has it closed by that. */
function isPublishedByHand({ exchanges }: Pick<View, 'exchanges'>, stream: string): boolean {
  return exchanges.some(
    ({ ask: { operationId, params = {} } }) =>
      operationId === 'publishRound' && stream === `center-day/${params.id}/${params.date}`,
  );
}

function isOfRound(view: Pick<View, 'world' | 'exchanges'>, { stream, commandId, principal }: Commit): boolean {
  const number = ABOUT_ROUND.exec(commandId)?.[1];
  if (number === undefined || !stream.startsWith('center-day/')) return false;
  const isWho = principal === SERVICE || (principal === PRINCIPAL.id && isPublishedByHand(view, stream));
  return (
    isWho &&
    view.world.durable
      .log('room-allocation')
      .ofStream(stream)
      .flatMap(({ events }) => events)
      // What the log has was written by the schema of its type.
      .some(({ type, data }) => type === 'RoundOpened' && (data as RoundOpened).number === Number(number))
  );
}

function isCount({ world }: Pick<View, 'world'>, { stream, commandId, principal }: Commit): boolean {
  const number = COUNTED.exec(commandId)?.[1];
  if (number === undefined || principal !== SERVICE || !stream.startsWith('quota/')) return false;
  const events = world.durable
    .log('room-allocation')
    .ofStream(stream)
    .flatMap((commit) => commit.events);
  return events.filter(({ type }) => type === 'QuotaLimited').length >= Number(number);
}

/** What the catalogue says of a kind is told by whoever has read it: nothing but the files of kinds leads to that. */
const isOfCatalogue = ({ stream, commandId, principal }: Commit): boolean =>
  principal === 'service:scheduling' && stream.startsWith('kind/') && /^describe\/\d+\/.+$/.test(commandId);

/** True for a step that a service takes by itself: of what it was started with, of a wish that somebody has, of what staff have ordered, or of what somebody has looked for. */
export function isOwnStep(view: Pick<View, 'world' | 'exchanges'>, commit: Commit): boolean {
  const wish = wishBehind(commit);
  const isOfWish = wish !== undefined && view.world.durable.log('room-allocation').ofStream(wish).length > 0;
  return (
    isOfWish || isOfRound(view, commit) || isCount(view, commit) || isOfCatalogue(commit) || isOfSearch(view, commit)
  );
}
