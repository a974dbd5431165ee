import type { RoundOpened } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { PRINCIPAL } from '../network.ts';
import type { View } from './invariant.ts';

const SERVICE = 'service:room-allocation';

/** Steps that whoever meets a hold may take for its owner: they name the activity whose wish they bring to an end. */
const ABOUT_WISH =
  /^(?:confirm|release|quota-fence|TakeQuota|KeepQuota|GiveBackQuota|ReleaseQuota|CountQuota)\/([^/]+)\/\d+$/;

/** Steps of a round, which whoever is at it takes under the same name. */
const ABOUT_ROUND = /^round\/(\d+)\/(?:close|publish|settle|solve\/.+)$/;

function wishBehind({ stream, commandId, principal }: Commit): string | undefined {
  if (principal !== SERVICE) return undefined;
  if (/^(?:expire|seek-quota)\/\d+$/.test(commandId) && stream.startsWith('allocation/')) return stream;
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

/** What the catalogue says of a kind, which comes with the code. */
const isOfKind = ({ stream, commandId, principal }: Commit): boolean =>
  principal === 'service:scheduling' && stream.startsWith('kind/') && commandId.startsWith('describe/');

/** That what was held before a limit was set counts against it too. */
const isCounting = ({ world }: Pick<View, 'world'>, { stream, commandId, principal }: Commit): boolean =>
  principal === SERVICE &&
  /^count\/\d+$/.test(commandId) &&
  stream.startsWith('quota/') &&
  world.durable.log('room-allocation').ofStream(stream).length > 0;

/** True for a step that a service takes by itself, of something that somebody has begun, or that comes with the code. */
export function isOwnStep(view: Pick<View, 'world' | 'exchanges'>, commit: Commit): boolean {
  const wish = wishBehind(commit);
  const isOfWish = wish !== undefined && view.world.durable.log('room-allocation').ofStream(wish).length > 0;
  return isOfWish || isOfRound(view, commit) || isCounting(view, commit) || isOfKind(commit);
}
