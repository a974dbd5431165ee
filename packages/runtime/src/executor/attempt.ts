import { timestampOf } from '@huitang/contracts';
import type { Refusal } from '../decider.ts';
import type { Commit, StoredEvent } from '../ports/event-log.ts';
import type { Context } from './context.ts';
import { apply, began, drop, type Live, liveOf, load, loadedOf, positionOf, refresh } from './live.ts';
import type { Outcome, Request } from './request.ts';
import { wakeWatchers } from './waiting.ts';

type Attempt<S, R extends Refusal> = Outcome<S, R> | 'again';

const done = <S, R extends Refusal>(live: Live<S>, unchanged: boolean): Outcome<S, R> => ({
  ok: true,
  ...loadedOf(live),
  repeated: false,
  unchanged,
});

/** The answer to a command that the stream already has. */
export async function answerAgain<S, C, R extends Refusal>(
  context: Context<S, C, R>,
  hash: string,
  earlier: Commit,
): Promise<Outcome<S, R>> {
  const loaded = await load(context, earlier.stream);
  if (earlier.bodyHash === hash) return { ok: true, ...loaded, repeated: true, unchanged: false };
  return { ok: false, refusal: { code: 'command-reused' }, state: loaded.state };
}

function commitOf<S, C, R extends Refusal>(
  { clock }: Context<S, C, R>,
  request: Request<C>,
  hash: string,
  events: readonly StoredEvent[],
  live: Live<S>,
): Commit {
  return {
    stream: request.stream,
    version: live.version + 1,
    events,
    at: timestampOf(clock.now()),
    commandId: request.commandId,
    ...(live.lastCommandId !== undefined && { follows: live.lastCommandId }),
    bodyHash: hash,
    causationId: request.causationId ?? null,
    principal: request.principal,
    previous: positionOf(live),
    partitionKey: request.partitionKey,
  };
}

/** Applies the decision at once, for those who decide upon it, and takes it back when its append fails. */
async function append<S, C, R extends Refusal>(
  context: Context<S, C, R>,
  request: Request<C>,
  hash: string,
  events: readonly StoredEvent[],
  live: Live<S>,
): Promise<Attempt<S, R>> {
  const { log } = context;
  const commit = commitOf(context, request, hash, events, live);
  apply(context, live, commit);
  const answer = done<S, R>(live, false);
  const { ended } = began(context, request.stream, live);
  const appending = log.append(commit);
  live.tail = appending.catch(() => undefined);
  try {
    const result = await appending;
    if (result.outcome === 'appended') {
      context.appended(commit);
      wakeWatchers(context, request.stream);
      return answer;
    }
    drop(context, request.stream, live);
    if (result.outcome === 'duplicate') return await answerAgain(context, hash, result.commit);
    context.conflicted();
    return 'again';
  } catch (error) {
    drop(context, request.stream, live);
    // The outcome is unknown: the command may have been carried out although the answer was lost.
    const earlier = await log.findCommand(request.stream, request.commandId).catch(() => undefined);
    if (earlier) return answerAgain(context, hash, earlier);
    throw error;
  } finally {
    ended();
  }
}

/** Reads, decides and appends once. `again`: what it rested on was not the newest, or never became durable. */
export async function attempt<S, C, R extends Refusal>(
  context: Context<S, C, R>,
  request: Request<C>,
  hash: string,
): Promise<Attempt<S, R>> {
  const { log, decider } = context;
  const found = liveOf(context, request.stream);
  // A state that is known is taken at once: what waits here could be overtaken.
  const live = found.live instanceof Promise ? await found.live : found.live;
  while (!log.appendsInOrder && live.valid && live.pending > 0) await live.tail;
  if (!live.valid) return 'again';
  // From here to log.append nothing waits: the decision and its place in the log belong together.
  const decision = decider.decide(request.command, live.state);
  if (decision.ok && decision.events.length > 0) return append(context, request, hash, decision.events, live);
  const answer = done<S, R>(live, true);
  const foundBefore = live.found;
  await live.tail;
  if (!live.valid) return 'again';
  if (!found.isFresh && (await refresh(context, request.stream, live))) return 'again';
  // An append that began meanwhile hides what others have under its version, until it meets that.
  await live.tail;
  if (!live.valid) return 'again';
  // Somebody else looked at the same time, and was the first to find it.
  if (live.found !== foundBefore) return 'again';
  const earlier = await log.findCommand(request.stream, request.commandId);
  if (earlier) return answerAgain(context, hash, earlier);
  return decision.ok ? answer : { ok: false, refusal: decision.refusal, state: answer.state };
}
