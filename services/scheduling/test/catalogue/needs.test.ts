import { Wish } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { Kind } from '../../src/catalogue/kind.ts';
import { durationOf, needsOf } from '../../src/catalogue/needs.ts';
import { Package } from '../../src/catalogue/package.ts';
import { programmeOf, shortened } from '../../src/catalogue/programme.ts';
import { Route } from '../../src/catalogue/route.ts';

const name = { zh: '名', en: 'Name' };
const kind = (more: object) =>
  Kind.parse({
    id: 'some-kind',
    name,
    colour: { css: 'crimson', hex: '#dc143c' },
    usualMinutes: { default: 60, min: 30, max: 90 },
    setupMinutes: 0,
    teardownMinutes: 0,
    needs: [],
    programme: [{ title: name, minutes: 60 }],
    bookableByRoles: ['organizer'],
    horizonDays: 30,
    leastLeadMinutes: 0,
    defaultAudience: 'public',
    ...more,
  });
const route = Route.parse({
  id: 'round',
  centerId: 'here',
  name,
  theme: name,
  stops: [
    { resourceId: 'gate', name, walkingMinutes: 3, dwellMinutes: 10, groups: 1, headwayMinutes: 0 },
    { resourceId: 'bridge', name, walkingMinutes: 7, dwellMinutes: 20, groups: 1, headwayMinutes: 5 },
    { resourceId: 'gate', name, walkingMinutes: 5, dwellMinutes: 5, groups: 1, headwayMinutes: 0 },
  ],
  needs: [
    { role: 'guide', skills: ['route:round'] },
    { role: 'kit', resourceId: 'headsets', count: 'headcount' },
  ],
});
const pack = Package.parse({
  id: 'stars',
  name,
  theme: name,
  audience: 'public',
  durationMinutes: 75,
  needs: [
    { role: 'room', features: ['projector', 'audio'] },
    { role: 'lecturer', skills: ['package:stars'] },
  ],
});
const session = kind({
  fromPackage: true,
  requires: ['packageId'],
  needs: [{ role: 'room', features: ['projector'] }, { role: 'lecturer' }],
});
const walk = kind({ fromRoute: true, requires: ['routeId'], needs: [{ role: 'guide' }] });

describe('the needs of an activity', () => {
  test('join the package’s room and lecturer to the kind’s, not beside them', () => {
    expect(needsOf(session, { package: pack, headcount: 30 })).toEqual([
      { role: 'room', features: ['projector', 'audio'] },
      { role: 'lecturer', skills: ['package:stars'] },
    ]);
  });

  test('of a walk are its guide, headsets by headcount, and the stops from walking and dwell minutes', () => {
    expect(needsOf(walk, { route, headcount: 24 })).toEqual([
      { role: 'guide', skills: ['route:round'] },
      { role: 'kit', resourceId: 'headsets', count: 24 },
      { role: 'stop', resourceId: 'gate', offsetMinutes: 3, minutes: 10 },
      { role: 'stop', resourceId: 'bridge', offsetMinutes: 20, minutes: 20 },
      { role: 'stop', resourceId: 'gate', offsetMinutes: 45, minutes: 5 },
    ]);
  });

  test('take nothing from a package or route the kind does not know', () => {
    expect(needsOf(kind({}), { package: pack, route, headcount: 5 })).toEqual([]);
  });

  const rooms = (extra: object[]) =>
    needsOf(kind({ needs: [{ role: 'room', features: ['flag'] }] }), {
      headcount: 5,
      extra: Wish.shape.needs.parse(extra),
    });
  test('become more particular by an extra room, and more by a second one', () => {
    expect(rooms([{ role: 'room', features: ['flag', 'step-free'] }])).toEqual([
      { role: 'room', features: ['flag', 'step-free'] },
    ]);
    expect(rooms([{ role: 'room', features: ['piano'] }, { role: 'room' }])).toEqual([
      { role: 'room', features: ['flag', 'piano'] },
      { role: 'room', features: [] },
    ]);
    expect(rooms([{ role: 'room', resourceId: 'hall' }])).toEqual([
      { role: 'room', features: ['flag'], resourceId: 'hall' },
    ]);
    expect(rooms([{ role: 'interpreter', skills: ['language:en'] }])).toHaveLength(2);
  });

  test('add up pieces of the same kit only, and never beyond what a pool can hold', () => {
    const kit = (resourceId: string, count: number) => Wish.shape.needs.parse([{ role: 'kit', resourceId, count }]);
    const counts = (extra: ReturnType<typeof kit>, headcount = 24) =>
      needsOf(walk, { route, headcount, extra }).flatMap((need) => (need.role === 'kit' ? [need.count] : []));
    expect(counts(kit('headsets', 6))).toEqual([30]);
    expect(counts(kit('chairs', 6))).toEqual([24, 6]);
    expect(counts(kit('headsets', 100_000))).toEqual([100_000]);
  });

  test('leave the catalogue as it was', () => {
    const before = structuredClone({ session, pack, route });
    needsOf(session, {
      package: pack,
      headcount: 5,
      extra: Wish.shape.needs.parse([{ role: 'room', features: ['piano'] }]),
    });
    expect({ session, pack, route }).toEqual(before);
  });
});

describe('duration and programme', () => {
  test('a walk lasts as its route does, whatever is asked', () => {
    expect(durationOf(walk, { route }, 10)).toBe(50);
  });

  test('otherwise what is asked comes before the package and the package before the usual', () => {
    expect(durationOf(session, { package: pack }, 80)).toBe(80);
    expect(durationOf(session, { package: pack })).toBe(75);
    expect(durationOf(kind({}), { package: pack, route })).toBe(60);
  });

  test('a walk’s steps are its stops and fill its duration', () => {
    const steps = programmeOf(walk, { route }, 50);
    expect(steps.map(({ minutes }) => minutes)).toEqual([13, 27, 10]);
    expect(programmeOf(session, {}, 75)).toBe(session.programme);
  });

  test('steps that do not fit are shortened so that they fill the time, none below its share by a minute', () => {
    const steps = [10, 5, 5, 10, 10, 10, 15, 0, 10].map((minutes) => ({ title: name, minutes }));
    for (let minutes = 0; minutes < 75; minutes += 1) {
      const fitted = shortened(steps, minutes).map((step) => step.minutes);
      expect(fitted.reduce((sum, one) => sum + one)).toBe(minutes);
      fitted.forEach((one, index) => {
        expect(Math.abs(one - ((steps[index]?.minutes ?? 0) * minutes) / 75)).toBeLessThanOrEqual(1);
      });
    }
    expect(shortened(steps, 75)).toBe(steps);
  });
});

describe('a kind', () => {
  test.each([
    ['usualMinutes', { usualMinutes: { default: 20, min: 30, max: 90 } }],
    ['requires', { requires: ['packageId'] }],
    ['requires', { requires: ['routeId'] }],
    ['colour', { colour: { css: 'crimson', hex: 'red' } }],
    ['unknown', { unknown: true }],
  ])('with a wrong %s is refused', (_, more) => {
    expect(() => kind(more)).toThrow();
  });
});
