import type { Random, World } from '@huitang/engine-simulated';
import type { BrokenHandlers } from './broken-handlers.ts';
import { type Disturbances, holdSome, letGo, repeatSome, rewindSome } from './disturbances.ts';
import type { Outages } from './outages.ts';
import { poison } from './poison.ts';
import { skipSome } from './skipped-messages.ts';
import type { Supervisor } from './supervisor.ts';

export interface DisturberContext {
  readonly world: World;
  readonly dice: Random;
  readonly disturbances: Disturbances;
  readonly supervisor: Supervisor;
  readonly outages: Outages;
  readonly brokenHandlers: BrokenHandlers;
  /** Streams that were poisoned are added here. */
  readonly poisoned: Set<string>;
}

/** Disturbs a world from time to time, until it is told to stop. */
export interface Disturber {
  start(): void;
  /** Puts right what is wrong for longer: clocks, what was held. */
  stop(): void;
}

type Context = DisturberContext;

function crashSome({ world, dice }: Context): void {
  const alive = world.processes();
  if (alive.length > 0) dice.pick(alive).crash();
}

function restartSome({ world, dice, supervisor }: Context): void {
  const alive = world.processes();
  if (alive.length > 0) supervisor.restart(dice.pick(alive));
}

const STALL_MAX_MS = 30_000;

function stallSome({ world, dice }: Context): void {
  const alive = world.processes();
  if (alive.length > 0) dice.pick(alive).stall(STALL_MAX_MS ** dice.between(0.5, 1));
}

function moveSomeClock({ world, dice, disturbances: { clockMaxMs } }: Context): void {
  const alive = world.processes();
  if (alive.length > 0) dice.pick(alive).setSkew(dice.between(-clockMaxMs, clockMaxMs));
}

function poisonSome({ world, dice, poisoned }: Context): void {
  const alive = world.processes();
  if (alive.length === 0) return;
  const message = poison(dice, poisoned.size + 1);
  poisoned.add(message.subject);
  dice
    .pick(alive)
    .platform.bus.publish([message])
    .catch(() => undefined);
}

function beginOutage({ world, dice, outages }: Context): void {
  outages.begin(
    dice,
    world.scheduler.now(),
    world.processes().map(({ name }) => name),
  );
}

/** As when a process comes or goes: every group it could be in is divided anew. */
function shuffleAll({ world: { coordinator } }: Context): void {
  for (const groupId of coordinator.groupIds()) coordinator.shuffle(groupId);
}

const kinds = (context: Context): readonly (readonly [everyMs: number, disturb: (context: Context) => void])[] => {
  const { disturbances: often } = context;
  return [
    [often.shuffleEveryMs, shuffleAll],
    [often.rewindEveryMs, rewindSome],
    [often.skipEveryMs, skipSome],
    [often.holdEveryMs, holdSome],
    [often.duplicateEveryMs, repeatSome],
    [often.crashEveryMs, crashSome],
    [often.restartEveryMs, restartSome],
    [often.stallEveryMs, stallSome],
    [often.clockEveryMs, moveSomeClock],
    [often.outageEveryMs, beginOutage],
    [often.poisonEveryMs, poisonSome],
    [often.brokenEveryMs, ({ brokenHandlers }) => brokenHandlers.breakSome()],
  ];
};

export function createDisturber(context: Context): Disturber {
  const { world, dice } = context;
  let stopped = false;
  function next(everyMs: number, disturb: (context: Context) => void): void {
    world.scheduler.after(dice.between(0, 2 * everyMs), () => {
      if (stopped) return;
      disturb(context);
      next(everyMs, disturb);
    });
  }
  return {
    start() {
      for (const [everyMs, disturb] of kinds(context)) if (everyMs > 0) next(everyMs, disturb);
    },
    stop() {
      stopped = true;
      context.outages.end();
      context.brokenHandlers.stop();
      for (const process of world.processes()) process.setSkew(0);
      letGo(world);
    },
  };
}
