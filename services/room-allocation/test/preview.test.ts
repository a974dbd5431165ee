import { type InTheWay, KindId, minuteOf, ResourceId } from '@huitang/contracts';
import type { MemoryLog } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { knownCenter } from '../src/coordinator/known-center.ts';
import { previewOf as previewOfClosure } from '../src/preview-closure.ts';
import { previewOf as previewOfOrder } from '../src/preview-order.ts';
import {
  type AllocationWorld,
  allocationWorld,
  asked,
  at,
  CENTER,
  close,
  closureId,
  displacements,
  handle,
  ordered,
  profile,
  room,
  wish,
} from './coordinator/world.ts';

const about = {
  title: '读书会',
  kind: { id: KindId.parse('community-activity'), name: { zh: '社区活动', en: 'Community activity' } },
  audience: 'public',
  headcount: 20,
} as const;
const views = { activities: { get: async () => about } };

async function opened(rooms: readonly string[]): Promise<AllocationWorld> {
  const world = allocationWorld();
  await world.open(profile({ resources: rooms.map((name) => room(name)) }));
  return world;
}

const inRoom = (name: string) => [{ role: 'room', features: [], resourceId: `hall-${name}` }];
const ask = (world: AllocationWorld, number: number, start: string, minutes = 60) =>
  handle(world.process(), { asks: asked(number, wish([start], minutes, { needs: inRoom('a') })) });

const known = (world: AllocationWorld) => knownCenter(world.process(), { centerId: CENTER });
const starts = (displaced: readonly Pick<InTheWay, 'nearest'>[]) =>
  displaced.map(({ nearest }) => nearest.map(({ start, resourceIds }) => `${start} ${resourceIds}`));
const told = (log: MemoryLog) =>
  [...displacements(log)].sort((a, b) => minuteOf(a.from.start) - minuteOf(b.from.start));

test('a closure of two days is foreseen with what is held on the first, and what is free once an answer over both is gone', async () => {
  const world = await opened(['a']);
  await ask(world, 1, '2026-07-10T09:00');
  await ask(world, 2, '2026-07-11T09:00');
  await ask(world, 3, '2026-07-09T22:00', 300);
  const interval = ['2026-07-10T02:00', '2026-07-12T00:00'] as const;
  const closure = {
    closureId: closureId(1),
    start: at(interval[0]),
    end: at(interval[1]),
    ordered: { by: 'staff', reason: 'Repairs' },
    isLifted: false,
  };
  const foreseen = await previewOfClosure(world.process(), views, await known(world), closure);
  await close(world.process(), interval);
  expect(starts(foreseen)).toEqual(starts(told(world.log)));
  expect(foreseen.map(({ to }) => to?.start)).toEqual(told(world.log).map(({ held }) => held?.start));
  expect(foreseen).toHaveLength(3);
});

test('an order over two days is foreseen with what it has itself on both, and what is held for those of the first', async () => {
  const world = await opened(['a']);
  await ask(world, 1, '2026-07-10T23:00', 30);
  await ask(world, 2, '2026-07-11T00:30', 30);
  const order = {
    start: at('2026-07-10T22:00'),
    end: at('2026-07-11T02:00'),
    resource: [ResourceId.parse('hall-a')],
    setupMinutes: 0,
    teardownMinutes: 0,
  };
  const { displaced } = await previewOfOrder(world.process(), views, await known(world), {
    asked: order,
    of: undefined,
  });
  await handle(world.process(), { asks: ordered(9, wish(['2026-07-10T22:00'], 240, { needs: inRoom('a') })) });
  expect(starts(displaced)).toEqual(starts(told(world.log)));
  expect(displaced).toHaveLength(2);
});
