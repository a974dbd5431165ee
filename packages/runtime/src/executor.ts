import { isPublic, type Position, positionText, timestampOf } from '@huitang/contracts';
import { LRUCache } from 'lru-cache';
import { bodyHash } from './body-hash.ts';
import type { Decider, Refusal } from './decider.ts';
import { Fault } from './faults.ts';
import type { Clock } from './ports/clock.ts';
import type { Commit, EventLog, StoredEvent } from './ports/event-log.ts';

const ATTEMPTS_MAX = 50;
const CACHED_STREAMS_MAX = 5_000;

/** One command for one stream, with who asks and why. */
export interface Request<C> {
  readonly stream: string;
  readonly command: C;
  readonly commandId: string;
  readonly principal: string;
  readonly causationId?: string;
  /** The bus key of what it makes public: the center, or the stream. */
  readonly partitionKey: string;
  /** What tells this command from another one under its id; default the command. Without clock readings. */
  readonly body?: unknown;
}

/** The same commandId came with another command. */
export interface CommandReused extends Refusal {
  readonly code: 'command-reused';
}

export type Outcome<S, R extends Refusal> =
  | {
      readonly ok: true;
      readonly state: S;
      readonly version: number;
      /** The newest public event of the stream, for `?seen=`. */
      readonly position: string | null;
      /** True when this commandId had been carried out before; nothing was appended now. */
      readonly repeated: boolean;
    }
  | { readonly ok: false; readonly refusal: R | CommandReused; readonly state: S };

export interface Loaded<S> {
  readonly state: S;
  readonly version: number;
  readonly position: string | null;
}

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

export interface ExecutorContext {
  readonly log: EventLog;
  readonly clock: Clock;
  /** Called after each durable append: wakes the relay. */
  readonly appended: (commit: Commit) => void;
  readonly conflicted: () => void;
}

/** A stream's state as this process knows it, with appends that are still under way applied. */
interface Live<S> {
  state: S;
  version: number;
  lastPublic: Position | null;
  pending: number;
  /** False once an append failed: what it was built on is void, read again. */
  valid: boolean;
  /** Resolves, whatever the outcome, when the newest append under way has ended; earlier ones ended before it. */
  tail: Promise<unknown>;
}

type Attempt<S, R extends Refusal> = Outcome<S, R> | 'again';

const WAIT_POLL_MS = 250;

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
  const cache = new LRUCache<string, Live<S>>({ max: CACHED_STREAMS_MAX });
  const loading = new Map<string, Promise<Live<S>>>();
  const watchers = new Map<string, Set<() => void>>();

  const apply = (live: Live<S>, commit: Commit): void => {
    commit.events.forEach((event, index) => {
      // The stream is ours alone: what is in it was written by this decider, in this or an earlier version.
      live.state = decider.evolve(live.state, event as E);
      if (isPublic(event.type)) live.lastPublic = { version: commit.version, index };
    });
    live.version = commit.version;
  };

  const drop = (stream: string, live: Live<S>): void => {
    live.valid = false;
    if (cache.peek(stream) === live) cache.delete(stream);
  };

  async function readFresh(stream: string): Promise<Live<S>> {
    const live: Live<S> = {
      state: decider.initial(stream),
      version: 0,
      lastPublic: null,
      pending: 0,
      valid: true,
      tail: Promise.resolve(),
    };
    for (const commit of await log.read(stream)) apply(live, commit);
    cache.set(stream, live);
    return live;
  }

  /** The cached state, or the log's; readers of the same stream share one read. */
  function liveOf(stream: string): { live: Live<S> } | { reading: Promise<Live<S>> } {
    const live = cache.get(stream);
    if (live) return { live };
    const underWay = loading.get(stream);
    if (underWay) return { reading: underWay };
    const reading = readFresh(stream).finally(() => loading.delete(stream));
    loading.set(stream, reading);
    return { reading };
  }

  /** Applies what others have appended since; true when there was something, or when the state became void meanwhile. */
  async function refresh(stream: string, live: Live<S>): Promise<boolean> {
    const newer = await log.read(stream, live.version + 1);
    if (!live.valid) return true;
    const unseen = newer.filter((commit) => commit.version > live.version);
    if (unseen.length === 0) return false;
    if (live.pending > 0 || unseen[0]?.version !== live.version + 1) drop(stream, live);
    else for (const commit of unseen) apply(live, commit);
    return true;
  }

  const done = (live: Live<S>, repeated: boolean): Outcome<S, R> => ({
    ok: true,
    state: live.state,
    version: live.version,
    position: live.lastPublic && positionText(live.lastPublic),
    repeated,
  });

  /** The answer to a command that the stream already has. */
  async function answerAgain(
    request: { readonly stream: string },
    hash: string,
    earlier: Commit,
  ): Promise<Outcome<S, R>> {
    const live = await readFresh(request.stream);
    if (earlier.bodyHash === hash) return done(live, true);
    return { ok: false, refusal: { code: 'command-reused' }, state: live.state };
  }

  const notify = (stream: string): void => {
    for (const watcher of watchers.get(stream) ?? []) watcher();
  };

  function commitOf(request: Request<C>, hash: string, events: readonly E[], live: Live<S>): Commit {
    return {
      stream: request.stream,
      version: live.version + 1,
      events,
      at: timestampOf(clock.now()),
      commandId: request.commandId,
      bodyHash: hash,
      causationId: request.causationId ?? null,
      principal: request.principal,
      previous: live.lastPublic && positionText(live.lastPublic),
      partitionKey: request.partitionKey,
    };
  }

  async function append(
    request: Request<C>,
    hash: string,
    events: readonly E[],
    live: Live<S>,
  ): Promise<Attempt<S, R>> {
    const commit = commitOf(request, hash, events, live);
    apply(live, commit);
    const answer = done(live, false);
    live.pending += 1;
    const appending = log.append(commit);
    live.tail = appending.catch(() => undefined);
    try {
      const result = await appending;
      if (result.outcome === 'appended') {
        appended(commit);
        notify(request.stream);
        return answer;
      }
      drop(request.stream, live);
      if (result.outcome === 'duplicate') return await answerAgain(request, hash, result.commit);
      conflicted();
      return 'again';
    } catch (error) {
      drop(request.stream, live);
      // The outcome is unknown: the command may have been carried out although the answer was lost.
      const earlier = await log.findCommand(request.stream, request.commandId).catch(() => undefined);
      if (earlier) return answerAgain(request, hash, earlier);
      throw error;
    } finally {
      live.pending -= 1;
    }
  }

  async function attempt(request: Request<C>, hash: string): Promise<Attempt<S, R>> {
    const found = liveOf(request.stream);
    const fresh = 'reading' in found;
    const live = fresh ? await found.reading : found.live;
    while (!log.appendsInOrder && live.valid && live.pending > 0) await live.tail;
    if (!live.valid) return 'again';
    // From here to log.append nothing waits: the decision and its place in the log belong together.
    const decision = decider.decide(request.command, live.state);
    if (decision.ok && decision.events.length > 0) return append(request, hash, decision.events, live);
    const state = live.state;
    await live.tail;
    if (!live.valid) return 'again';
    if (!fresh && (await refresh(request.stream, live))) return 'again';
    const earlier = await log.findCommand(request.stream, request.commandId);
    if (earlier) return answerAgain(request, hash, earlier);
    return decision.ok ? { ...done(live, false), state } : { ok: false, refusal: decision.refusal, state };
  }

  async function execute(request: Request<C>): Promise<Outcome<S, R>> {
    const hash = bodyHash(request.body ?? request.command);
    for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
      const result = await attempt(request, hash);
      if (result !== 'again') return result;
    }
    throw new Fault('too-many-conflicts', `${request.stream}: still in conflict after ${ATTEMPTS_MAX} attempts`, {
      retriable: true,
    });
  }

  async function load(stream: string): Promise<Loaded<S>> {
    for (;;) {
      const found = liveOf(stream);
      const live = 'reading' in found ? await found.reading : found.live;
      await live.tail;
      if (!live.valid) continue;
      if (!('reading' in found) && (await refresh(stream, live)) && !live.valid) continue;
      await live.tail;
      if (!live.valid) continue;
      return { state: live.state, version: live.version, position: live.lastPublic && positionText(live.lastPublic) };
    }
  }

  async function waitFor(stream: string, holds: (state: S) => boolean, timeoutMs: number): Promise<Loaded<S>> {
    const until = clock.now() + timeoutMs;
    for (;;) {
      const loaded = await load(stream);
      const left = until - clock.now();
      if (holds(loaded.state) || left <= 0) return loaded;
      await new Promise<void>((resolve) => {
        const others = watchers.get(stream) ?? new Set();
        watchers.set(stream, others);
        const wake = (): void => {
          cancel();
          others.delete(wake);
          if (others.size === 0 && watchers.get(stream) === others) watchers.delete(stream);
          resolve();
        };
        const cancel = clock.after(Math.min(left, WAIT_POLL_MS), wake);
        others.add(wake);
      });
    }
  }

  return {
    execute,
    load,
    waitFor,
    async repeat(request) {
      const earlier = await log.findCommand(request.stream, request.commandId);
      return earlier && answerAgain(request, bodyHash(request.body), earlier);
    },
  };
}
