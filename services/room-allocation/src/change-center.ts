import type { CenterId } from '@huitang/contracts';
import { type Call, executeFor, expectedNumber, fieldProblem, type Reply } from '@huitang/runtime';
import { documentReply } from './center-document.ts';
import type { CenterChange, CenterCommand } from './domain/center.ts';
import { centerStream } from './domain/center-days.ts';
import type { Opened } from './open-center.ts';
import { refusalReply } from './refusals.ts';
import type { OwnStreams } from './streams.ts';

type AnyCall = Call<unknown, unknown, unknown>;
export type Change = (call: AnyCall, id: CenterId, status: number, command: CenterChange) => Promise<Reply>;

/** What the executor is asked for, by the call that asks. */
export const requestOf = <C extends CenterCommand>(
  { commandId, principal, body }: AnyCall,
  id: CenterId,
  command: C,
) => ({
  stream: centerStream(id),
  command,
  commandId,
  principal: principal.id,
  partitionKey: id,
  body,
});

/** The center as it is afterwards, or why it stays as it was. */
export function replyOf(id: CenterId, status: number, outcome: Opened): Reply {
  if (!outcome.ok) return refusalReply(outcome.refusal);
  const reply = documentReply(status, outcome);
  return { ...reply, headers: { ...reply.headers, Location: `/api/centers/${id}` } };
}

/** Carries out a change of a center, when it is still as `If-Match` says. */
export const changeIn =
  ({ centers }: OwnStreams): Change =>
  async (call, id, status, change) => {
    const expected = expectedNumber(call.headers['if-match']);
    if (expected === 'malformed') {
      return fieldProblem(422, 'invalid-request', 'If-Match', 'one ETag of this center');
    }
    const command = expected === undefined ? change : { ...change, expectedVersion: expected };
    return replyOf(id, status, await executeFor(call, centers, requestOf(call, id, command)));
  };
