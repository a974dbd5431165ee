import type { Random, World } from '@huitang/engine-simulated';
import { Fault } from '@huitang/runtime';

/** A bug that was deployed is mended after so long. */
const LEAST_MS = 1_000;
const MOST_MS = 20_000;
/** How often somebody looks whether something that was mended is still set aside. */
const LOOK_EVERY_MS = 2_000;

/** Streams that a group's handlers cannot bear, until somebody mends them, and delivers again what was set aside. */
export interface BrokenHandlers {
  /** The next event that a group is to handle is more than its handlers can bear, and so are all others of its stream. */
  breakSome(): void;
  /** Throws, for a stream that the group cannot bear, what no retry helps against. */
  bear(group: string, stream: string): void;
  /** Everything is mended from now on. */
  stop(): void;
  /** True when the group could ever not bear the stream. */
  hasBroken(group: string, stream: string): boolean;
}

const keyOf = (group: string, stream: string): string => `${group} ${stream}`;

export function createBrokenHandlers({
  world,
  dice,
}: {
  readonly world: World;
  readonly dice: Random;
}): BrokenHandlers {
  const awaiting = new Set<string>();
  /** Each with which breaking it was: what was broken again is mended by its own timer. */
  const broken = new Map<string, number>();
  let turn = 0;
  const ever = new Set<string>();
  let isWatched = false;

  /** As an operator does: whatever was set aside and is mended by now, from any process, as often as it takes. */
  function replayMended(): void {
    world.scheduler.after(LOOK_EVERY_MS, replayMended);
    const alive = world.processes();
    if (alive.length === 0) return;
    const { bus } = dice.pick(alive).platform;
    for (const { group, subject } of world.broker.parked.told(world.broker.groupOf)) {
      const key = keyOf(group, subject);
      if (ever.has(key) && !broken.has(key)) bus.replayParked(group, subject).catch(() => undefined);
    }
  }

  function watch(): void {
    if (isWatched) return;
    isWatched = true;
    replayMended();
  }

  return {
    breakSome() {
      const groups = [...new Set(world.coordinator.members().map(({ group }) => group))];
      if (groups.length > 0) awaiting.add(dice.pick(groups));
    },
    bear(group, stream) {
      const key = keyOf(group, stream);
      if (awaiting.delete(group)) {
        turn += 1;
        const own = turn;
        broken.set(key, own);
        ever.add(key);
        world.scheduler.after(dice.between(LEAST_MS, MOST_MS), () => {
          if (broken.get(key) === own) broken.delete(key);
        });
        watch();
      }
      if (broken.has(key)) throw new Fault('broken-handler', `${group} cannot bear ${stream}`, { retriable: false });
    },
    stop() {
      awaiting.clear();
      broken.clear();
    },
    hasBroken: (group, stream) => ever.has(keyOf(group, stream)),
  };
}
