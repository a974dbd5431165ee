import { bodyHash } from '../body-hash.ts';
import type { Decider, Refusal } from '../decider.ts';
import { Fault } from '../faults.ts';
import type { StoredEvent } from '../ports/event-log.ts';
import { answerAgain, attempt } from './attempt.ts';
import type { Context, ExecutorContext } from './context.ts';
import { load, statesOf } from './live.ts';
import type { Loaded, Outcome, Request } from './request.ts';
import { sharedLooks } from './shared-looks.ts';
import { waitFor } from './waiting.ts';

const ATTEMPTS_MAX = 50;

/** All streams that one decider rules. */
export interface Streams<S, C, R extends Refusal> {
  /** Decides on the newest state and appends; resolves when the answer and all it rests on are durable. */
  execute(request: Request<C>): Promise<Outcome<S, R>>;
  /** The answer to a command carried out before, without deciding anything; undefined when it is new. */
  repeat(
    request: Pick<Request<C>, 'stream' | 'commandId'> & { readonly body: unknown },
  ): Promise<Outcome<S, R> | undefined>;
  /** The newest state, read from the log. Version 0: nothing has happened yet. */
  load(stream: string): Promise<Loaded<S>>;
  /** Resolves as soon as `holds`, or after `timeoutMs` with the state there is then. */
  waitFor(stream: string, holds: (state: S) => boolean, timeoutMs: number): Promise<Loaded<S>>;
}

async function execute<S, C, R extends Refusal>(
  context: Context<S, C, R>,
  request: Request<C>,
): Promise<Outcome<S, R>> {
  const hash = bodyHash(request.body ?? request.command);
  for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
    const result = await attempt(context, request, hash);
    if (result !== 'again') return result;
  }
  throw new Fault('too-many-conflicts', `${request.stream}: still in conflict after ${ATTEMPTS_MAX} attempts`, {
    retriable: true,
  });
}

/**
 * Runs deciders over an event log: read, evolve, decide, append, again on conflict. The state is cached per stream, so
 * before an answer that appends nothing newer versions are read and it is decided again: a stale cache never refuses.
 * Commands of one stream are decided one upon the other while their appends share an fsync; no answer leaves before
 * everything it rests on is durable.
 */
export function streamsOf<S, C, E extends StoredEvent, R extends Refusal>(
  decider: Decider<S, C, E, R>,
  { log, clock, appended, conflicted }: ExecutorContext,
): Streams<S, C, R> {
  const context: Context<S, C, R> = {
    decider,
    log,
    clock,
    appended,
    conflicted,
    cache: statesOf(),
    busy: new Map(),
    loading: new Map(),
    looks: sharedLooks(clock),
    watchers: new Map(),
  };
  return {
    execute: (request) => execute(context, request),
    load: (stream) => load(context, stream),
    waitFor: (stream, holds, timeoutMs) => waitFor(context, stream, holds, timeoutMs),
    async repeat(request) {
      const earlier = await log.findCommand(request.stream, request.commandId);
      return earlier && answerAgain(context, bodyHash(request.body), earlier);
    },
  };
}
