import type { KafkaEngine } from '@huitang/engine-kafka';
import { Fault } from '@huitang/runtime';
import { type Note, recorder, upTo } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { message, TOPIC, until, useWorld } from './world.ts';

const world = useWorld();
const SUBJECTS = upTo(12).map((n) => `subject-${n}`);

/** In the order of hearing, whoever heard it, repeats left out. */
const firstHeard = (all: readonly Note[], subject: string): number[] => [
  ...new Set(all.filter((one) => one.subject === subject).map(({ n }) => n)),
];

const publishRound = ({ bus }: KafkaEngine, n: number): Promise<void> =>
  bus.publish(SUBJECTS.map((subject) => message(subject, n)));

test('instances that come and go lose nothing, and no stream goes on before what came before', async () => {
  const all: Note[] = [];
  const instance = async () => {
    const engine = await world.open();
    const group = recorder(async (one) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      all.push(one);
    });
    await engine.bus.subscribe('group', [TOPIC], group.handler);
    return { engine, group };
  };
  const publisher = await world.open();
  const first = await instance();
  let n = 0;
  const publishUntil = async (holds: () => boolean): Promise<void> => {
    for (let rounds = 0; rounds < 20 || !holds(); rounds += 1) {
      n += 1;
      await publishRound(publisher, n);
    }
  };
  await publishUntil(() => first.group.handled.length > 0);
  const second = await instance();
  await publishUntil(() => second.group.handled.length > 0);
  await first.engine.close();
  const heardBefore = second.group.handled.length;
  await publishUntil(() => second.group.handled.length > heardBefore);
  // Not idle(): until the second has the partitions of the first, that tells of its own alone.
  await until(() => SUBJECTS.every((subject) => firstHeard(all, subject).includes(n)));
  for (const subject of SUBJECTS) expect(firstHeard(all, subject)).toEqual(upTo(n));
});

/** A handler that waits with the subject `slow` until it is let go, and how often it was begun. */
function holding() {
  const held = { started: 0, letGo: (): void => {} };
  const waiting = new Promise<void>((resolve) => {
    held.letGo = resolve;
  });
  const group = recorder(({ subject }) => {
    if (subject !== 'slow') return undefined;
    held.started += 1;
    return waiting;
  });
  return { ...group, held };
}

test('what waits in a partition that is taken away is left to the next instance; what runs there ends', async () => {
  // The one partition goes to the member that is first by name.
  const losing = await world.open({ partitions: 1, clientId: 'b' });
  const before = holding();
  await losing.bus.subscribe('group', [TOPIC], before.handler);
  await losing.bus.publish(upTo(5).map((n) => message('slow', n)));
  await until(() => before.held.started === 1);
  const taking = await world.open({ partitions: 1, clientId: 'a' });
  const after = recorder();
  await taking.bus.subscribe('group', [TOPIC], after.handler);
  await until(() => after.numbersOf('slow').length === 5);
  before.held.letGo();
  await losing.bus.idle();
  expect(before.numbersOf('slow')).toEqual([1]);
  expect(after.numbersOf('slow')).toEqual(upTo(5));
});

test('what an instance has of a partition that stays with it is not handled again when another comes', async () => {
  const staying = await world.open({ partitions: 1, clientId: 'a' });
  const group = holding();
  await staying.bus.subscribe('group', [TOPIC], group.handler);
  await staying.bus.publish([message('slow', 1), ...upTo(5).map((n) => message('quick', n))]);
  await until(() => group.numbersOf('quick').length === 5);
  const coming = await world.open({ partitions: 1, clientId: 'b' });
  const without = recorder();
  await coming.bus.subscribe('group', [TOPIC], without.handler);
  await coming.bus.idle();
  await staying.bus.publish([message('quick', 6)]);
  await until(() => group.numbersOf('quick').includes(6));
  group.held.letGo();
  await staying.bus.idle();
  expect(group.numbersOf('quick')).toEqual(upTo(6));
  expect(group.held.started).toBe(1);
  expect(without.handled).toEqual([]);
});

test('an instance that is cut off loses its partitions to the other, and nothing is lost', async () => {
  const proxy = await world.proxy();
  await proxy.open();
  const cutOff = await world.open(proxy.options);
  const other = await world.open();
  const groups = [recorder(), recorder()] as const;
  await cutOff.bus.subscribe('group', [TOPIC], groups[0].handler);
  await other.bus.subscribe('group', [TOPIC], groups[1].handler);
  await until(async () => {
    await publishRound(other, 1);
    return groups.every(({ handled }) => handled.length > 0);
  });
  proxy.silenceAll();
  for (let n = 2; n <= 21; n += 1) await publishRound(other, n);
  await until(() => SUBJECTS.every((subject) => groups[1].numbersOf(subject).includes(21)));
  const all = groups.flatMap(({ handled }) => handled);
  for (const subject of SUBJECTS) expect(new Set(firstHeard(all, subject))).toEqual(new Set(upTo(21)));
  proxy.heal();
});

test('what one instance has parked the next one sets aside too, and anybody can set it free', async () => {
  let cured = false;
  const poisoned = (one: Note): void => {
    if (one.subject === 'poison' && one.n === 2 && !cured) throw new Fault('poison', 'never', { retriable: false });
  };
  const first = await world.open();
  await first.bus.subscribe('group', [TOPIC], recorder(poisoned).handler);
  await first.bus.publish(upTo(3).map((n) => message('poison', n)));
  await first.bus.idle();
  await first.close();
  const second = await world.open({ timings: { lookForReplaysMs: 50 } });
  const group = recorder(poisoned);
  await second.bus.subscribe('group', [TOPIC], group.handler);
  await second.bus.publish([message('poison', 4)]);
  await second.bus.idle();
  expect(group.numbersOf('poison').filter((n) => n > 1)).toEqual([]);
  const operator = await world.open();
  expect(await operator.bus.parked()).toMatchObject([{ group: 'group', subject: 'poison', error: 'never' }]);
  cured = true;
  expect(await operator.bus.replayParked('group')).toBe(1);
  await until(() => group.numbersOf('poison').includes(4));
  expect(group.numbersOf('poison').filter((n) => n > 1)).toEqual([2, 3, 4]);
  await until(async () => (await operator.bus.parked()).length === 0);
});
