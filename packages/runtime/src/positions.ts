import { comparePositions, type Position } from '@huitang/contracts';
import { growingPauseMs } from './growing-pause.ts';
import { handledPositions } from './handled-positions.ts';
import type { KeptPositions } from './kept-positions.ts';
import type { Clock } from './ports/clock.ts';
import type { Platform } from './ports/platform.ts';
import type { Views } from './ports/views.ts';
import { type Recent, recent } from './recent.ts';
import { storedPositions } from './stored-positions.ts';

const KNOWN_MAX = 2_000;
const POLL_MIN_MS = 50;
const POLL_MAX_MS = 500;

/** How far one consumer group has come in each stream: each generation of what it fills by itself. */
export interface Positions {
  /** A stream of which nothing is known may have been heard of all the same: whoever brings its next event leaves none out. */
  readonly areComplete: boolean;
  /**
   * Before anything else: they are those of what the group fills, `of`. Resolves with the number of their generation, where
   * the engine has any: one that is new has come nowhere yet, whatever others have kept and go on to keep.
   */
  begin(of: string): Promise<string | undefined>;
  /** The last event applied, as far as this process or the store knows. */
  last(stream: string): Promise<Position | undefined>;
  /** The same, also when another process has applied it since. */
  lastOfAll(stream: string): Promise<Position | undefined>;
  /**
   * An event and its effect have been applied. Saved with the next `save`, many at once and before the bus keeps that it
   * was handled: what a crash forgets comes again and is applied once more, which every effect has to bear anyway.
   */
  applied(stream: string, position: Position): void;
  /** Resolves with true as soon as the stream has come that far, with false after `timeoutMs`. */
  reaches(stream: string, position: Position, timeoutMs: number): Promise<boolean>;
  /** Saves what has not been saved. */
  save(): Promise<void>;
  /** Forgets everything, or, with generations, begins another one: the start of a rebuild. */
  rewind(of: string): Promise<void>;
}

interface Keeper {
  readonly clock: Clock;
  readonly kept: KeptPositions;
  readonly known: Recent<Position>;
  readonly waiting: Map<string, Set<() => void>>;
}

async function lastOfAll({ known, kept }: Keeper, stream: string): Promise<Position | undefined> {
  const last = (await kept.last(stream)) ?? known.get(stream);
  if (last) known.set(stream, last);
  return last;
}

function woken({ waiting, clock }: Keeper, stream: string, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const others = waiting.get(stream) ?? new Set();
    waiting.set(stream, others);
    const wake = (): void => {
      callOff();
      others.delete(wake);
      if (others.size === 0 && waiting.get(stream) === others) waiting.delete(stream);
      resolve();
    };
    const callOff = clock.after(ms, wake);
    others.add(wake);
  });
}

async function reaches(keeper: Keeper, stream: string, position: Position, timeoutMs: number): Promise<boolean> {
  const since = keeper.clock.now();
  for (;;) {
    const isThere = (at: Position | undefined): boolean => at !== undefined && comparePositions(at, position) >= 0;
    if (isThere(keeper.known.get(stream)) || isThere(await keeper.kept.last(stream))) return true;
    const waitedMs = keeper.clock.now() - since;
    const leftMs = timeoutMs - waitedMs;
    if (leftMs <= 0) return false;
    // Another process may be the one that applies it: then the store is the first to know, half a second later at most.
    await woken(keeper, stream, Math.min(leftMs, growingPauseMs(waitedMs, POLL_MIN_MS, POLL_MAX_MS)));
  }
}

function createPositions(platform: Platform, group: string): Positions {
  const areComplete = platform.bus.hasHandled !== undefined;
  const kept = areComplete ? handledPositions(platform, group) : storedPositions(platform, group);
  const keeper: Keeper = { clock: platform.clock, kept, known: recent(KNOWN_MAX), waiting: new Map() };
  return {
    areComplete,
    begin: kept.begin,
    // Whoever asks has the stream's next event in hand: a bus that leaves nothing out would say that it is not through.
    last: async (stream) => keeper.known.get(stream) ?? (areComplete ? undefined : lastOfAll(keeper, stream)),
    lastOfAll: (stream) => lastOfAll(keeper, stream),
    applied(stream, position) {
      keeper.known.set(stream, position);
      kept.applied(stream, position);
      for (const wake of [...(keeper.waiting.get(stream) ?? [])]) wake();
    },
    reaches: (stream, position, timeoutMs) => reaches(keeper, stream, position, timeoutMs),
    save: kept.save,
    rewind(of) {
      keeper.known.clear();
      return kept.rewind(of);
    },
  };
}

/** Who writes a group's positions and who waits for them share what this process knows. */
const kept = new WeakMap<Views, Map<string, Positions>>();

export function positionsOf(platform: Platform, group: string): Positions {
  const groups = kept.get(platform.views) ?? new Map<string, Positions>();
  kept.set(platform.views, groups);
  const positions = groups.get(group) ?? createPositions(platform, group);
  groups.set(group, positions);
  return positions;
}
