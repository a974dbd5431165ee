import type { BuiltFeed } from '../src/build-feed.ts';
import { createChanges } from '../src/changes.ts';
import { contentsOf } from '../src/contents.ts';
import type { FeedSpec } from '../src/domain/feed.ts';
import type { CacheContext } from '../src/feed-cache.ts';
import type { Rendered } from '../src/fragments.ts';

export const spec: FeedSpec = { type: 'center', centerId: 'a' };

/** Views that hold one text, and a clock driven by hand: what a process that sends feeds has to do with. */
export function viewsOfOneText({ lastsMs = 700 } = {}) {
  const world = {
    now: 1_000_000_000_000,
    text: 'one',
    /** When it changed last. */
    changedAt: 1_000,
    builds: 0,
    hold: undefined as Promise<void> | undefined,
    centerId: 'a' as string | undefined,
    /** What the building of the newest feed was given of the one before. */
    rendered: undefined as Rendered | undefined,
    failures: [] as unknown[],
  };
  const timers = new Set<{ readonly ms: number; readonly task: () => void }>();
  const clock = {
    now: () => world.now,
    after(ms: number, task: () => void) {
      const timer = { ms, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  /** Whatever waits for that long or less. */
  const fire = (ms: number): void => {
    for (const timer of timers) {
      if (timer.ms > ms) continue;
      timers.delete(timer);
      timer.task();
    }
  };
  /** From now on building reads what there is, and comes back when it is let go. */
  const holdUp = (): (() => void) => {
    let letGo = (): void => {};
    world.hold = new Promise((resolve) => {
      letGo = resolve;
    });
    return () => {
      world.hold = undefined;
      letGo();
    };
  };
  /** What one more process has of it. */
  const context = (): CacheContext => ({
    clock,
    changes: createChanges(),
    failed: (error) => void world.failures.push(error),
    build: async (_spec, _language, options): Promise<BuiltFeed> => {
      world.builds += 1;
      world.rendered = options?.rendered;
      // What it reads is read before it is held up: it may be out of date when it comes back.
      const { text, changedAt, centerId } = world;
      const bytes = Buffer.from(text);
      await world.hold;
      return {
        bytes,
        contents: contentsOf(0, [{ key: text, bytes }]),
        changedAt,
        validUntil: world.now + lastsMs,
        ...(centerId && { centerId }),
      };
    },
  });
  return { world, timers, fire, holdUp, context };
}
