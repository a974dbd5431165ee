import { CenterProfile } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type CenterCommand, centerRules } from '../../src/domain/center.ts';
import { closedWithin, closuresWithin } from '../../src/domain/center-closures.ts';
import type { Center } from '../../src/domain/center-state.ts';
import { closureId, staff } from './support/day.ts';
import { at, during, resourceId, room } from './support/given.ts';

const profile = CenterProfile.parse({
  id: 'tianping',
  name: 'Tianping',
  address: '1 Hengshan Road',
  timeZone: 'Asia/Shanghai',
  openingHours: [[], [], [], [], [], [], []],
  resources: [room('tianping-hall'), room('tianping-studio')],
});
const NOW = '2026-07-01T08:00:00.000Z';
const opening = { type: 'OpenCenter', profile, standardOffsetMinutes: 480, now: NOW } as const;

const announce = (start: string, end: string, { id = 1, rooms }: { id?: number; rooms?: string[] } = {}) =>
  ({
    type: 'AnnounceClosure',
    closureId: closureId(id),
    ...(rooms && { resourceIds: rooms.map(resourceId) }),
    start,
    end,
    ordered: staff,
    now: NOW,
  }) as const;
const lift = (id = 1) => ({ type: 'LiftClosure', closureId: closureId(id), by: 'staff', now: NOW }) as const;
const morning = announce('2026-07-01T09:00:00Z', '2026-07-01T12:00:00Z', { rooms: ['tianping-hall'] });

/** Runs commands one after another; what the last one led to. */
function after(...commands: CenterCommand[]) {
  let center: Center = centerRules.initial();
  let last: ReturnType<typeof centerRules.decide> = { ok: true, events: [] };
  for (const command of [opening, ...commands]) {
    last = centerRules.decide(command, center);
    if (last.ok) center = last.events.reduce(centerRules.evolve, center);
  }
  if (!center) throw new Error('not open');
  return { center, events: last.ok ? last.events : [], refusal: last.ok ? undefined : last.refusal };
}

describe('a closure', () => {
  test('is told with what it closes, who ordered it and why, and shows nothing new of the center', () => {
    const { center, events } = after(morning);
    const { type: _, now: __, ...closure } = morning;
    expect(events).toEqual([{ type: 'ClosureAnnounced', data: { centerId: 'tianping', ...closure } }]);
    expect(center).toMatchObject({ displayRevision: 0, displayChangedAt: NOW });
  });

  test('is announced once under its id', () => {
    const { center, events } = after(morning, morning);
    expect([events, center.closures.length]).toEqual([[], 1]);
  });

  test.each([
    ['ends when it begins', '2026-07-02T09:00:00Z', '2026-07-02T09:00:00Z', 'closure-interval'],
    ['ends 366 days and a minute later', '2026-07-02T09:00:00Z', '2027-07-03T09:01:00Z', 'closure-interval'],
    ['is over', '2026-07-01T07:00:00Z', '2026-07-01T08:00:00Z', 'closure-over'],
  ])('is refused where it %s', (_, start, end, code) => {
    expect(after(announce(start, end)).refusal).toMatchObject({ code });
  });

  test('may last 366 days and may have begun', () => {
    expect(after(announce('2026-07-02T09:00:00Z', '2027-07-03T09:00:00Z')).refusal).toBeUndefined();
    expect(after(announce('2026-07-01T07:00:00Z', '2026-07-01T08:01:00Z')).refusal).toBeUndefined();
  });

  test('names resources that the center has', () => {
    const rooms = ['tianping-hall', 'tianping-cellar'];
    expect(after(announce(morning.start, morning.end, { rooms })).refusal).toEqual({
      code: 'unknown-resources',
      resourceIds: ['tianping-cellar'],
    });
  });

  test('is lifted once, and only where it is known', () => {
    const { events, center } = after(morning, lift());
    expect(events).toEqual([
      { type: 'ClosureLifted', data: { centerId: 'tianping', closureId: closureId(1), ordered: { by: 'staff' } } },
    ]);
    expect(closuresWithin(center.closures, during('00:00', '24:00'))).toEqual([]);
    expect(after(morning, lift(), lift()).events).toEqual([]);
    expect(after(lift()).refusal).toEqual({ code: 'unknown-closure', closureId: closureId(1) });
  });
});

describe('what is closed within an interval', () => {
  const { center } = after(
    announce('2026-07-01T10:00:00Z', '2026-07-01T11:00:00Z', { id: 2 }),
    announce('2026-07-01T09:00:00Z', '2026-07-01T12:00:00Z', { rooms: ['tianping-hall', 'tianping-studio'] }),
  );

  test('is one entry for each resource, or one for all', () => {
    expect(closedWithin(center.closures, during('00:00', '24:00'))).toEqual([
      { resourceId: 'tianping-hall', start: at('09:00'), end: at('12:00') },
      { resourceId: 'tianping-studio', start: at('09:00'), end: at('12:00') },
      { start: at('10:00'), end: at('11:00') },
    ]);
  });

  test.each([
    ['08:00', '09:00', 0],
    ['08:00', '09:01', 1],
    ['11:00', '12:00', 1],
    ['10:59', '11:00', 2],
    ['12:00', '13:00', 0],
  ])('from %s to %s is touched by %s of them', (from, to, count) => {
    expect(closuresWithin(center.closures, during(from, to))).toHaveLength(count);
  });
});
