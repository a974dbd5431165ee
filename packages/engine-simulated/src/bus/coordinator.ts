import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Caller } from '../storage/calls.ts';
import type { Broker, Partition } from './broker.ts';
import type { Member } from './member.ts';

/** How long it takes until members know what they have. Nothing at all where there is one process. */
export interface Division {
  readonly gainMaxMs: number;
  /** For so long two members may think that a partition is theirs. */
  readonly loseMaxMs: number;
  /** Until a process that ended is missed. */
  readonly missedMaxMs: number;
  /** Until a member hears that something arrived. */
  readonly deliveryMaxMs: number;
}

interface Group {
  readonly groupId: string;
  readonly members: Member[];
  /** By partition. */
  readonly owners: Map<string, Member>;
  /** Counts divisions: what was planned for an earlier one is left out. */
  turn: number;
  /** Shifts who gets what. */
  shift: number;
}

/** Who has which partition of which group. */
export interface Coordinator {
  join(member: Member): void;
  leave(member: Member): void;
  /** A process has ended, and with it its members. */
  ended(): void;
  /** A process does nothing for a while. */
  stalled(caller: Caller): void;
  /** Something arrived in a partition. */
  wake(partition: Partition): void;
  membersOf(caller: Caller): readonly Member[];
  members(): readonly Member[];
  owner(groupId: string, partition: string): Member | undefined;
  /** Divides a group anew, as if somebody had come or gone. */
  shuffle(groupId: string): void;
  /** Has a partition begin again where its group's offset is now. */
  reset(groupId: string, partition: Partition): void;
  groupIds(): readonly string[];
  /** True when every partition of a group is where it belongs, with a process that lives. */
  isSettled(groupId: string): boolean;
  /** What a member is to have and does not have yet. */
  awaited(member: Member): readonly Partition[];
}

export interface CoordinatorContext {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly broker: () => Broker;
  readonly division: Division;
}

interface Coordinating extends CoordinatorContext {
  readonly groups: Map<string, Group>;
  /** Members that have been told to look and have not yet. */
  readonly waking: Set<Member>;
}

function soon({ scheduler, random }: Coordinating, maxMs: number, task: () => void): void {
  if (maxMs === 0) task();
  else scheduler.after(random.between(0, maxMs), task);
}

const partitionsOf = ({ broker }: Coordinating, { members }: Group): readonly Partition[] =>
  broker().partitionsOf([...new Set(members.flatMap(({ topics }) => topics))].sort());

/** At once, or as soon as the member's process goes on. */
function whenAwake(at: Coordinating, member: Member, task: () => void): void {
  if (!member.caller.isAlive()) return;
  const stalledMs = member.caller.stalledMs();
  if (stalledMs === 0) task();
  else at.scheduler.after(stalledMs, () => whenAwake(at, member, task));
}

function isHome({ owners }: Group, partition: Partition): boolean {
  const owner = owners.get(partition.name);
  return owner?.caller.isAlive() === true && owner.owns(partition);
}

function give(at: Coordinating, group: Group, partition: Partition, to: Member): void {
  const { turn } = group;
  soon(at, at.division.gainMaxMs, () =>
    whenAwake(at, to, () => {
      if (group.turn === turn && group.owners.get(partition.name) === to) to.gain(partition);
    }),
  );
}

function divide(at: Coordinating, group: Group): void {
  group.turn += 1;
  const { members, owners, shift } = group;
  partitionsOf(at, group).forEach((partition, index) => {
    const to = members[(index + shift) % members.length];
    const from = owners.get(partition.name);
    if (!to) {
      owners.delete(partition.name);
      return;
    }
    owners.set(partition.name, to);
    if (to === from && to.owns(partition)) return;
    if (from && from !== to) {
      soon(at, at.division.loseMaxMs, () =>
        whenAwake(at, from, () => {
          if (owners.get(partition.name) !== from) from.lose(partition);
        }),
      );
    }
    give(at, group, partition, to);
  });
}

function remove(at: Coordinating, gone: (member: Member) => boolean, afterMaxMs: number): void {
  for (const group of at.groups.values()) {
    const leaving = group.members.filter(gone);
    if (leaving.length === 0) continue;
    soon(at, afterMaxMs, () => {
      const staying = group.members.filter((member) => !leaving.includes(member));
      group.members.splice(0, group.members.length, ...staying);
      divide(at, group);
    });
  }
}

function wake(at: Coordinating, { name }: Partition): void {
  for (const { owners } of at.groups.values()) {
    const member = owners.get(name);
    if (!member || at.waking.has(member)) continue;
    at.waking.add(member);
    at.scheduler.after(at.random.between(0, at.division.deliveryMaxMs), () => {
      at.waking.delete(member);
      whenAwake(at, member, member.wake);
    });
  }
}

/** A process that is not heard of for too long is taken for gone; when it goes on, it is a member anew. */
function stalled(at: Coordinating, caller: Caller): void {
  const { scheduler, random, division } = at;
  const missedMs = random.between(0, division.missedMaxMs);
  const stalledMs = caller.stalledMs();
  if (stalledMs <= missedMs || division.missedMaxMs === 0) return;
  for (const group of at.groups.values()) {
    for (const member of group.members.filter((one) => one.caller === caller)) {
      scheduler.after(missedMs, () => {
        group.members.splice(0, group.members.length, ...group.members.filter((one) => one !== member));
        divide(at, group);
      });
      scheduler.after(stalledMs + random.between(0, division.gainMaxMs), () => {
        if (!caller.isAlive() || group.members.includes(member)) return;
        group.members.push(member);
        // It was taken for gone, so it has nothing any more of what it had, also where nobody else has taken that.
        for (const partition of partitionsOf(at, group)) member.lose(partition);
        divide(at, group);
      });
    }
  }
}

function groupOf({ groups }: Coordinating, groupId: string): Group {
  const group = groups.get(groupId) ?? { groupId, members: [], owners: new Map(), turn: 0, shift: 0 };
  groups.set(groupId, group);
  return group;
}

export function createCoordinator(context: CoordinatorContext): Coordinator {
  const at: Coordinating = { ...context, groups: new Map(), waking: new Set() };
  const { groups, division, random } = at;
  const members = (): readonly Member[] =>
    [...groups.values()].flatMap((group) => group.members).filter(({ caller }) => caller.isAlive());
  return {
    join(member) {
      const group = groupOf(at, member.groupId);
      group.members.push(member);
      divide(at, group);
    },
    leave: (member) => remove(at, (one) => one === member, 0),
    ended: () => remove(at, ({ caller }) => !caller.isAlive(), division.missedMaxMs),
    stalled: (caller) => stalled(at, caller),
    wake: (partition) => wake(at, partition),
    members,
    membersOf: (caller) => members().filter((member) => member.caller === caller),
    owner: (groupId, partition) => groups.get(groupId)?.owners.get(partition),
    shuffle(groupId) {
      const group = groupOf(at, groupId);
      group.shift = random.int(16);
      divide(at, group);
    },
    reset(groupId, partition) {
      const owner = groups.get(groupId)?.owners.get(partition.name);
      if (owner?.caller.isAlive() && owner.owns(partition)) owner.gain(partition);
    },
    groupIds: () => [...groups.keys()],
    awaited(member) {
      const group = groupOf(at, member.groupId);
      return partitionsOf(at, group).filter((one) => group.owners.get(one.name) === member && !member.owns(one));
    },
    isSettled(groupId) {
      const group = groups.get(groupId);
      return !group || partitionsOf(at, group).every((one) => isHome(group, one));
    },
  };
}
