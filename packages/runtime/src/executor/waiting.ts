import { growingPauseMs } from '../growing-pause.ts';
import type { Clock } from '../ports/clock.ts';
import { type LiveStreams, load } from './live.ts';
import type { Loaded } from './request.ts';

/** Appends of other processes wake nobody here: they are looked for, the less often the longer they have not come. */
const POLL_MIN_MS = 100;
const POLL_MAX_MS = 1_000;

export interface Watched {
  readonly clock: Clock;
  /** By stream, whom its next append in this process wakes. */
  readonly watchers: Map<string, Set<() => void>>;
}

export function wakeWatchers({ watchers }: Watched, stream: string): void {
  for (const wake of watchers.get(stream) ?? []) wake();
}

/** Resolves at the next append to the stream in this process, or after `timeoutMs`. */
function nextAppend({ clock, watchers }: Watched, stream: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const others = watchers.get(stream) ?? new Set();
    watchers.set(stream, others);
    const wake = (): void => {
      cancel();
      others.delete(wake);
      if (others.size === 0 && watchers.get(stream) === others) watchers.delete(stream);
      resolve();
    };
    const cancel = clock.after(timeoutMs, wake);
    others.add(wake);
  });
}

/** Resolves as soon as `holds`, or after `timeoutMs` with the state there is then. */
export async function waitFor<S>(
  streams: LiveStreams<S> & Watched,
  stream: string,
  holds: (state: S) => boolean,
  timeoutMs: number,
): Promise<Loaded<S>> {
  const since = streams.clock.now();
  for (;;) {
    const loaded = await load(streams, stream);
    const waitedMs = streams.clock.now() - since;
    const leftMs = timeoutMs - waitedMs;
    if (holds(loaded.state) || leftMs <= 0) return loaded;
    await nextAppend(streams, stream, Math.min(leftMs, growingPauseMs(waitedMs, POLL_MIN_MS, POLL_MAX_MS)));
  }
}
