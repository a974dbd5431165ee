import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CalendarCenter } from '../src/domain/center.ts';
import type { CalendarEntry } from '../src/domain/entry.ts';
import { viewConsumer, viewsOf } from '../src/views.ts';
import {
  cancelled,
  confirmed,
  displaced,
  idOf,
  moved,
  openedCenter,
  renamedCenter,
  renamedHall,
  unplaced,
} from './given.ts';
import { memoryViews } from './memory-views.ts';
import { type World, world } from './world.ts';

const stream = `activity/${idOf(1)}`;

describe('the views', () => {
  let w: World;
  beforeEach(async () => {
    w = await world();
  });
  afterEach(() => w.stop());

  const entry = () => w.memory.dump('calendar-entries')[idOf(1)] as CalendarEntry | undefined;
  const center = () => w.memory.dump('calendar-centers').tianping as CalendarCenter | undefined;
  const declined = { ...confirmed(), revision: 2, keeps: 1, reasons: [{ code: 'taken' }], nearest: [] };

  test('show an activity when it is confirmed, not when it is proposed or revised', async () => {
    const wish = {
      starts: ['2026-07-02T01:00:00Z'],
      durationMinutes: 90,
      headcount: 5,
      needs: [],
      setupMinutes: 0,
      teardownMinutes: 0,
      asGiven: false,
    };
    await w.say(stream, 'ActivityProposed', { ...confirmed(), wish });
    expect(entry()).toBeUndefined();
    await w.say(stream, 'ActivityConfirmed', confirmed());
    const before = entry();
    expect(before?.title).toBe('衡山支部重温入党誓词');
    await w.say(stream, 'ActivityRevised', { ...confirmed(), revision: 2, title: '别的', wish });
    await w.say(stream, 'ActivityRevisionDeclined', declined as never);
    expect(entry()).toEqual(before);
  });

  test('never show what was cancelled before it was confirmed', async () => {
    await w.say(stream, 'ActivityCancelled', cancelled(0, '2026-06-21T00:00:00Z', { wasConfirmed: false }));
    expect(entry()).toBeUndefined();
  });

  test('take what is displaced out of the feeds until it is announced where it is held', async () => {
    await w.say(stream, 'ActivityConfirmed', confirmed());
    await w.say(stream, 'ActivityDisplaced', displaced(1));
    expect(entry()).toMatchObject({ feeds: [], cancelled: false, displayRevision: 1, start: '2026-07-02T06:00:00Z' });
    expect(entry()?.left).toContain('room/tianping/tianping-hall');
    expect(JSON.stringify(entry())).not.toMatch(/secret-manager|空调检修/);
    const { before: _, because: __, ordered: ___, nearest: ____, ...held } = displaced(2);
    await w.say(stream, 'ActivityAnnounced', { ...held, announced: true, wasDisplaced: true });
    expect(entry()).toMatchObject({ displayRevision: 2, rooms: [{ id: 'tianping-studio' }] });
    expect(entry()?.feeds).toContain('room/tianping/tianping-studio');
  });

  test('call off what has lost its place, where it was, until it has another', async () => {
    await w.say(stream, 'ActivityConfirmed', confirmed());
    await w.say(stream, 'ActivityUnplaced', unplaced(1));
    const off = entry();
    expect(off).toMatchObject({ cancelled: true, displayRevision: 1, start: confirmed().start });
    expect(off?.feeds).toContain('center/tianping');
    await w.say(stream, 'ActivityCancelled', cancelled(1, '2026-06-22T00:00:00Z', { wasConfirmed: false }));
    expect(entry()).toEqual(off);
    await w.say(stream, 'ActivityConfirmed', confirmed({ revision: 2, displayRevision: 2 }));
    expect(entry()).toMatchObject({ cancelled: false, displayRevision: 2 });
  });

  test('are not changed by a repeated message', async () => {
    await w.say(stream, 'ActivityConfirmed', confirmed());
    await w.say(stream, 'ActivityCancelled', cancelled(1, '2026-06-21T00:00:00Z'));
    const before = entry();
    await w.repeat();
    expect(entry()).toEqual(before);
    expect(before?.cancelled).toBe(true);
  });

  test('follow names of centers and rooms', async () => {
    await w.say('center/tianping', 'CenterOpened', openedCenter());
    await w.say('center/tianping', 'CenterRenamed', renamedCenter('新名', 1, '2026-06-21T00:00:00Z'));
    await w.say('center/tianping', 'ResourceChanged', renamedHall('新厅', 2, '2026-06-22T00:00:00Z'));
    const attic = {
      id: 'attic',
      name: { zh: '阁楼', en: 'Attic' },
      type: 'room',
      capacity: 8,
      features: [],
      setupMinutes: 0,
      teardownMinutes: 0,
    };
    const added = { ...renamedHall('x', 3, '2026-06-23T00:00:00Z'), resource: attic };
    await w.say('center/tianping', 'ResourceAdded', added as never);
    expect(center()).toMatchObject({
      name: { zh: '新名' },
      roomIds: ['tianping-hall', 'tianping-studio', 'attic'],
      displayRevision: 3,
      displayChangedAt: '2026-06-23T00:00:00.000Z',
    });
    expect(center()?.rooms[0]?.name.zh).toBe('新厅');
  });
});

test('a rebuild gives the same documents whatever the order across streams', async () => {
  const streams = [
    [
      ['CenterOpened', openedCenter()],
      ['CenterRenamed', renamedCenter('新名', 1, '2026-06-21T00:00:00Z')],
      ['ResourceChanged', renamedHall('新厅', 2, '2026-06-22T00:00:00Z')],
    ],
    ...[1, 2, 3].map((number) => {
      const activityId = idOf(number);
      return [
        ['ActivityConfirmed', confirmed({ activityId })],
        ['ActivityConfirmed', confirmed({ activityId, displayRevision: 1, audience: 'private' })],
        ['ActivityConfirmed', confirmed({ activityId, displayRevision: 2, announced: false })],
        ['ActivityMoved', moved({ activityId, displayRevision: 3, start: '2026-07-02T00:30:00Z' })],
        ['ActivityAnnounced', confirmed({ activityId, displayRevision: 4, start: '2026-07-02T00:30:00Z' })],
        ['ActivityCancelled', cancelled(5, '2026-06-25T00:00:00Z', { activityId })],
      ];
    }),
  ] as const;

  async function builtBy(order: (lengths: number[]) => number) {
    const memory = memoryViews();
    const { handlers } = viewConsumer(viewsOf({ views: memory.views } as never), () => {});
    const next = streams.map(() => 0);
    for (let left = streams.flat().length; left > 0; left -= 1) {
      const open = next.flatMap((index, which) => (index < streams[which]!.length ? [which] : []));
      const which = open[order(open)]!;
      const index = next[which]!;
      next[which] = index + 1;
      const [type, data] = streams[which]![index]! as unknown as ['ActivityConfirmed', ReturnType<typeof confirmed>];
      const source = { stream: `s/${which}`, version: index + 1, index: 0 };
      await handlers[type]?.(data, { id: 'e', commandId: 'c', time: '', source });
    }
    return [memory.dump('calendar-entries'), memory.dump('calendar-centers')];
  }

  const inOrder = await builtBy(() => 0);
  for (let seed = 1; seed < 30; seed += 1) {
    let state = seed;
    const shuffled = await builtBy((open) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % open.length;
    });
    expect(shuffled).toEqual(inOrder);
  }
});
