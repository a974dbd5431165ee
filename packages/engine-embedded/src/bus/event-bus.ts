import { type Clock, checkedKey, type EventBus, Fault, type Ids, type Logger } from '@huitang/runtime';
import type { Store } from '../store.ts';
import { type BusStore, busStore } from './bus-store.ts';
import { type GroupRunner, groupRunner } from './group-runner.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import { createTail, type Tail } from './tail.ts';

const SAVED_WITHIN_MS = 1_000;

interface BusContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export interface EmbeddedBus extends EventBus {
  readonly outlet: Outlet;
  /** Starts no handler any more; what runs is left behind, as after a crash. Resolves when what was handled is saved, or a second later. */
  stop(): Promise<void>;
}

interface Bus extends BusContext {
  readonly messages: BusStore;
  readonly tail: Tail;
  readonly runners: Map<string, GroupRunner>;
  /** Who waits for a group to come to rest. */
  readonly waiting: Set<() => void>;
}

const wakeWaiting = ({ waiting }: Bus): void => {
  for (const resolve of waiting) resolve();
  waiting.clear();
};

async function subscribe(bus: Bus, ...[group, topics, handler, options]: Parameters<EventBus['subscribe']>) {
  const { store, messages, tail, runners, clock, ids, logger } = bus;
  if (runners.has(group)) {
    throw new Fault('group-taken', `group ${group} is subscribed already in this process`, { retriable: false });
  }
  const quiet = (): void => wakeWaiting(bus);
  const { beforeKept = async () => {}, wants = () => true } = options ?? {};
  const runner = await store.read(() =>
    groupRunner({ group, topics, wants, handler, beforeKept, store: messages, tail, clock, ids, logger, quiet }),
  );
  runners.set(group, runner);
  return {
    async close() {
      try {
        await runner.close();
      } finally {
        if (runners.get(group) === runner) runners.delete(group);
        wakeWaiting(bus);
      }
    },
  };
}

async function replayParked({ store, messages, runners }: Bus, group: string, subject?: string): Promise<number> {
  const set = await store.read(() => messages.parkedSubjects(group, false));
  const wanted = subject === undefined ? set : set.filter((one) => one === subject);
  const runner = runners.get(group);
  await Promise.all(wanted.map((one) => (runner ? runner.replay(one) : messages.release(group, one))));
  return wanted.length;
}

async function idle({ runners, waiting }: Bus): Promise<void> {
  while ([...runners.values()].some((runner) => !runner.isIdle())) {
    await new Promise<void>((resolve) => waiting.add(resolve));
  }
}

/** What a group saves before its place may never be saved: then its last messages come again. */
async function within(clock: Clock, saved: Promise<unknown>): Promise<void> {
  let callOff = (): void => {};
  const late = new Promise<void>((resolve) => {
    callOff = clock.after(SAVED_WITHIN_MS, resolve);
  });
  await Promise.race([saved, late]);
  callOff();
}

/** The bus in this process: messages and how far each group has come are in the file, runners in memory. */
export function eventBus(context: BusContext): EmbeddedBus {
  const { store } = context;
  const messages = busStore(store);
  const bus: Bus = { ...context, messages, tail: createTail(messages), runners: new Map(), waiting: new Set() };
  const outlet = createOutlet(messages, bus.tail, () => {
    for (const runner of bus.runners.values()) runner.wake();
  });
  return {
    outlet,
    async publish(batch) {
      if (batch.length === 0) return;
      for (const { subject } of batch) checkedKey(subject);
      await store.write(() => outlet.write(batch), undefined, outlet.arrived);
    },
    subscribe: (...wanted) => subscribe(bus, ...wanted),
    parked: () => messages.parked(),
    replayParked: (group, subject) => replayParked(bus, group, subject),
    async rewind(group) {
      bus.runners.get(group)?.detach();
      await messages.forget(group);
    },
    lag: () => store.read(() => [...bus.runners.values()].reduce((sum, runner) => sum + runner.lag(), 0)),
    lagByGroup: () =>
      store.read(() => Object.fromEntries([...bus.runners].map(([group, runner]) => [group, runner.lag()]))),
    waitingByGroup: async () =>
      Object.fromEntries([...bus.runners].map(([group, runner]) => [group, runner.waitingMs()])),
    hasHandled: (group, subject) => store.read(() => bus.runners.get(group)?.hasHandled(subject) ?? false),
    idle: () => idle(bus),
    async stop() {
      const saved = [...bus.runners.values()].map((runner) => runner.stop());
      bus.runners.clear();
      wakeWaiting(bus);
      await within(bus.clock, Promise.all(saved));
    },
  };
}
