import { isPublic, type Position, positionText } from '@huitang/contracts';
import type { Decider, Refusal } from '../decider.ts';
import type { Commit, EventLog, StoredEvent } from '../ports/event-log.ts';
import { type Recent, recent } from '../recent.ts';
import type { Loaded } from './request.ts';
import type { SharedLooks } from './shared-looks.ts';

/** A stream's state as this process knows it, with appends that are still under way applied. */
export interface Live<S> {
  state: S;
  version: number;
  lastPublic: Position | null;
  /** Of the newest commit applied: what the next one follows. */
  lastCommandId: string | undefined;
  /** Appends under way; with any, this stays the one state of the stream. */
  pending: number;
  /** False once an append failed: what it was built on is void, read again. */
  valid: boolean;
  /** Resolves, whatever the outcome, when the newest append under way has ended; earlier ones ended before it. */
  tail: Promise<unknown>;
  /** Commits of others that were found and applied later: who decided before one was may not have known it. */
  found: number;
}

/** The streams this process knows, and what it needs to know more. */
export interface LiveStreams<S> {
  readonly log: EventLog;
  /** Alone writes these streams: every event in them is its own, from this or an earlier version. */
  readonly decider: Pick<Decider<S, never, StoredEvent, Refusal>, 'initial' | 'evolve'>;
  readonly cache: Recent<Live<S>>;
  /** Those with appends under way, which nothing may push out: two states of one stream would decide against each other. */
  readonly busy: Map<string, Live<S>>;
  /** Reads under way: whoever wants the same stream shares one. */
  readonly loading: Map<string, Promise<Live<S>>>;
  /** Looks for what others have appended to a state: true when there was something. */
  readonly looks: SharedLooks<Live<S>, boolean>;
}

/** Streams whose states are kept, where they are short. */
const STREAMS_MAX = 800;
/** Commits of a short stream. A state of more is about as large as what it was made from, and counts for as much … */
const SHORT = 50;
/** … but never for so much that it would not be kept. */
const LONG = 5_000;
/** How often a state that grows is weighed anew, in commits. */
const WEIGHED_EVERY = 32;

/** States by stream: those of 800 short streams, of fewer long ones. */
export const statesOf = <S>(): Recent<Live<S>> =>
  recent(STREAMS_MAX * SHORT, ({ version }) => Math.min(LONG, Math.max(SHORT, version)));

export const positionOf = ({ lastPublic }: Live<unknown>): string | null => lastPublic && positionText(lastPublic);

/** What is known of it at this moment, whatever is appended later. */
export const loadedOf = <S>(live: Live<S>): Loaded<S> => ({
  state: live.state,
  version: live.version,
  position: positionOf(live),
});

export function apply<S>({ decider, cache }: LiveStreams<S>, live: Live<S>, commit: Commit): void {
  commit.events.forEach((event, index) => {
    live.state = decider.evolve(live.state, event);
    if (isPublic(event.type)) live.lastPublic = { version: commit.version, index };
  });
  live.version = commit.version;
  live.lastCommandId = commit.commandId;
  const { stream } = commit;
  if (commit.version % WEIGHED_EVERY > 0 || cache.peek(stream) !== live) return;
  // It is weighed when it is put there, and only where something else was before.
  cache.delete(stream);
  cache.set(stream, live);
}

/** Forgets a state; whoever rests on it sees `valid` and begins again. */
export function drop<S>({ cache, busy }: LiveStreams<S>, stream: string, live: Live<S>): void {
  live.valid = false;
  if (cache.peek(stream) === live) cache.delete(stream);
  if (busy.get(stream) === live) busy.delete(stream);
}

/** An append begins; `ended` is to be called when it has ended, whatever came of it. */
export function began<S>({ busy }: LiveStreams<S>, stream: string, live: Live<S>): { readonly ended: () => void } {
  live.pending += 1;
  busy.set(stream, live);
  return {
    ended() {
      live.pending -= 1;
      if (live.pending === 0 && busy.get(stream) === live) busy.delete(stream);
    },
  };
}

async function readFresh<S>(streams: LiveStreams<S>, stream: string): Promise<Live<S>> {
  const live: Live<S> = {
    state: streams.decider.initial(stream),
    version: 0,
    lastPublic: null,
    lastCommandId: undefined,
    pending: 0,
    valid: true,
    tail: Promise.resolve(),
    found: 0,
  };
  for (const commit of await streams.log.read(stream)) apply(streams, live, commit);
  streams.cache.set(stream, live);
  return live;
}

/** A state that is known, or will be. */
interface Found<S> {
  readonly live: Live<S> | Promise<Live<S>>;
  /** True when it is read for whoever asks now: a read that was under way may have seen less than there is by now. */
  readonly isFresh: boolean;
}

/** The cached state, or the log's; readers of the same stream share one read. */
export function liveOf<S>(streams: LiveStreams<S>, stream: string): Found<S> {
  const known = streams.busy.get(stream) ?? streams.cache.get(stream) ?? streams.loading.get(stream);
  if (known) return { live: known, isFresh: false };
  const reading = readFresh(streams, stream).finally(() => streams.loading.delete(stream));
  streams.loading.set(stream, reading);
  return { live: reading, isFresh: true };
}

async function look<S>(streams: LiveStreams<S>, stream: string, live: Live<S>): Promise<boolean> {
  const newer = await streams.log.read(stream, live.version + 1);
  if (!live.valid) return true;
  const unseen = newer.filter((commit) => commit.version > live.version);
  if (unseen.length === 0) return false;
  live.found += unseen.length;
  if (live.pending > 0 || unseen[0]?.version !== live.version + 1) drop(streams, stream, live);
  else for (const commit of unseen) apply(streams, live, commit);
  return true;
}

/** Applies what others have appended since; true when there was something, or when the state became void meanwhile. */
export const refresh = <S>(streams: LiveStreams<S>, stream: string, live: Live<S>): Promise<boolean> =>
  streams.looks(live, () => look(streams, stream, live));

/** The newest state, durable with all it rests on. */
export async function load<S>(streams: LiveStreams<S>, stream: string): Promise<Loaded<S>> {
  for (;;) {
    const found = liveOf(streams, stream);
    const live = await found.live;
    await live.tail;
    if (!live.valid) continue;
    if (!found.isFresh && (await refresh(streams, stream, live)) && !live.valid) continue;
    // As it is now, and no later: what is appended while this waits is not durable when the wait is over.
    const loaded = loadedOf(live);
    await live.tail;
    if (!live.valid) continue;
    return loaded;
  }
}
