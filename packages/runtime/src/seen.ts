import { comparePositions, type Position, parsePosition } from '@huitang/contracts';
import { fieldProblem, type Reply } from './http/problem.ts';
import type { Platform } from './ports/platform.ts';
import { positionsOf } from './positions.ts';

const WAIT_MS = 5_000;

/** The response header of a write that `?seen=` takes: `<stream>@<version>.<index>`. */
export const POSITION_HEADER = 'Huitang-Position';

/** `<stream>@<version>.<index>`, or undefined for anything else. */
export const parseSeen = (text: string): { readonly stream: string; readonly position: Position } | undefined => {
  const match = /^([a-z-]+\/[^@\s]{1,200})@([1-9]\d{0,9}\.\d{1,4})$/.exec(text);
  return match?.[1] && match[2] ? { stream: match[1], position: parsePosition(match[2]) } : undefined;
};

/** True when the stream's owner has not come that far either: no answer has told such a position. */
async function isMadeUp({ history }: Pick<Platform, 'history'>, stream: string, position: Position): Promise<boolean> {
  try {
    const last = (await history(stream)).at(-1);
    return !last || comparePositions({ version: last.streamversion, index: last.eventindex }, position) < 0;
  } catch {
    return false;
  }
}

/**
 * Waits until a consumer group's views include a position, so that who has just written reads it. Undefined when they
 * do (or nothing was asked); else the answer to give: the text is no position that there is, or the view is further
 * behind than `waitMs`.
 */
export async function waitUntilSeen(
  platform: Platform,
  group: string,
  text: string | undefined,
  waitMs = WAIT_MS,
): Promise<Reply | undefined> {
  if (text === undefined) return undefined;
  const wanted = parseSeen(text);
  if (!wanted) return fieldProblem(422, 'invalid-request', 'seen', `a ${POSITION_HEADER} such as activity/<id>@1.0`);
  const { stream, position } = wanted;
  const seen = await positionsOf(platform, group).reaches(stream, position, waitMs);
  if (seen) return undefined;
  if (await isMadeUp(platform, stream, position)) {
    return fieldProblem(422, 'invalid-request', 'seen', `a ${POSITION_HEADER} that an answer has had`);
  }
  return fieldProblem(503, 'not-seen-yet', 'seen', 'the view has not come that far yet');
}
