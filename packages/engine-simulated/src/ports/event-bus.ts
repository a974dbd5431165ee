import { type BusMessage, checkedKey, type EventBus, Fault, type SubscribeOptions } from '@huitang/runtime';
import type { Broker } from '../bus/broker.ts';
import type { Coordinator } from '../bus/coordinator.ts';
import { createMember, type Member, type MemberContext } from '../bus/member.ts';

export interface EventBusContext
  extends Pick<MemberContext, 'caller' | 'clock' | 'ids' | 'logger' | 'scheduler' | 'storage'> {
  readonly broker: Broker;
  readonly coordinator: Coordinator;
}

interface Bus extends EventBusContext {
  /** Who waits for this process's groups to come to rest. */
  readonly waiting: Set<() => void>;
}

const wakeWaiting = ({ waiting }: Bus): void => {
  const all = [...waiting];
  waiting.clear();
  for (const resolve of all) resolve();
};

const own = ({ coordinator, caller }: Bus): readonly Member[] => coordinator.membersOf(caller);

async function subscribe(bus: Bus, ...[group, topics, handler, options]: Parameters<EventBus['subscribe']>) {
  const { storage, caller, coordinator } = bus;
  if (own(bus).some((member) => member.group === group)) {
    throw new Fault('group-taken', `group ${group} is subscribed already in this process`, { retriable: false });
  }
  const member = await storage.write(caller, {
    what: 'bus.subscribe',
    key: group,
    needsCaller: true,
    effect: () => join(bus, group, topics, handler, options),
  });
  return {
    async close() {
      try {
        await member.close();
      } finally {
        coordinator.leave(member);
        wakeWaiting(bus);
      }
    },
  };
}

function join(
  bus: Bus,
  group: string,
  topics: readonly string[],
  handler: Parameters<EventBus['subscribe']>[2],
  options: SubscribeOptions | undefined,
): Member {
  const member = createMember({
    ...bus,
    group,
    groupId: bus.broker.subscribed(group, options?.generation ?? ''),
    topics: [...topics],
    handler,
    beforeKept: options?.beforeKept ?? (async () => {}),
    // As on a file; between processes every message is brought to every group of its topic.
    wants: (bus.storage.kind === 'one-file' && options?.wants) || (() => true),
    moved: () => wakeWaiting(bus),
    isOwner: ({ name }) => bus.coordinator.owner(member.groupId, name) === member,
  });
  bus.coordinator.join(member);
  return member;
}

/** Whoever has the subject's partition brings its messages back; where nobody has, the next one to have it does. */
async function replay(bus: Bus, groupId: string, subject: string, partition: string): Promise<void> {
  const { coordinator, storage, caller, broker, scheduler } = bus;
  const owner = coordinator.owner(groupId, partition);
  if (owner && own(bus).includes(owner)) return owner.replay(subject);
  await storage.write(caller, {
    what: 'bus.release',
    key: subject,
    effect: () => void broker.parked.release(groupId, subject),
  });
  if (!owner) return;
  scheduler.after(0, () => {
    if (owner.caller.isAlive()) owner.replay(subject).catch(() => undefined);
  });
}

async function replayParked(bus: Bus, group: string, subject?: string): Promise<number> {
  const { storage, caller, broker } = bus;
  const groupId = own(bus).find((member) => member.group === group)?.groupId ?? broker.groupId(group);
  const rows = await storage.read(caller, {
    what: 'bus.parked',
    key: group,
    effect: () => broker.parked.of(groupId, subject).filter(({ released }) => !released),
  });
  const subjects = new Map(rows.map((row) => [row.subject, row.partition]));
  await Promise.all([...subjects].map(([one, partition]) => replay(bus, groupId, one, partition)));
  return subjects.size;
}

const hasHandled = (bus: Bus, group: string, subject: string): Promise<boolean> =>
  bus.storage.read(bus.caller, {
    what: 'bus.hasHandled',
    key: subject,
    effect: () =>
      own(bus)
        .find((member) => member.group === group)
        ?.hasHandled(subject) ?? false,
  });

/** Of each key the first ones: what comes later is sent when what is before it has been taken. */
function someOf(batch: readonly BusMessage[], isDone: () => boolean): readonly BusMessage[] {
  const left = new Set<string>();
  return batch.filter(({ key }) => {
    if (!left.has(key) && !isDone()) left.add(key);
    return !left.has(key);
  });
}

/** The bus as one process has it: messages and how far each group has come are the world's, members its own. */
export function eventBus(context: EventBusContext): EventBus {
  const bus: Bus = { ...context, waiting: new Set() };
  const { storage, caller, broker, coordinator } = bus;
  const lagOf = (member: Member): number => member.lag(coordinator.awaited(member));
  return {
    async publish(messages) {
      if (messages.length === 0) return;
      for (const { subject } of messages) checkedKey(subject);
      const batch = messages.map((message) => ({ ...message }));
      const effect = () => broker.publish(batch);
      const partly = (isDone: () => boolean) => broker.publish(someOf(batch, isDone));
      await storage.write(caller, {
        what: 'bus.publish',
        key: batch[0]?.subject ?? '',
        effect,
        partly,
        durable: broker.arrived,
      });
    },
    subscribe: (...wanted) => subscribe(bus, ...wanted),
    parked: () =>
      storage.read(caller, { what: 'bus.parked', key: '', effect: () => broker.parked.told(broker.groupOf) }),
    replayParked: (group, subject) => replayParked(bus, group, subject),
    rewind: (group) => storage.write(caller, { what: 'bus.rewind', key: group, effect: () => broker.rewind(group) }),
    lag: () =>
      storage.read(caller, {
        what: 'bus.lag',
        key: '',
        effect: () => own(bus).reduce((sum, member) => sum + lagOf(member), 0),
      }),
    lagByGroup: () =>
      storage.read(caller, {
        what: 'bus.lag',
        key: '',
        effect: () => Object.fromEntries(own(bus).map((member) => [member.group, lagOf(member)])),
      }),
    waitingByGroup: () =>
      storage.read(caller, {
        what: 'bus.waiting',
        key: '',
        effect: () => Object.fromEntries(own(bus).map((member) => [member.group, member.waitingMs()])),
      }),
    ...(storage.kind === 'one-file' && { hasHandled: (group, subject) => hasHandled(bus, group, subject) }),
    async idle() {
      while (own(bus).some((member) => !coordinator.isSettled(member.groupId) || !member.isIdle())) {
        await new Promise<void>((resolve) => bus.waiting.add(resolve));
      }
    },
  };
}
