import { readdirSync, readFileSync } from 'node:fs';
import { type CenterProfile, minuteOf, type Resource } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { type DemoProposal, demoCenters, demoOrganizations, demoWeek } from '../../src/demo/index.ts';
import { firstFit, type PlainNeed, type PlainWish } from './first-fit.ts';

interface Entry {
  id: string;
  usualMinutes: { default: number; min: number; max: number };
  durationMinutes: number;
  setupMinutes: number;
  teardownMinutes: number;
  requires: string[];
  needs: { role: string; features?: string[]; skills?: string[]; resourceId?: string; count?: number | 'headcount' }[];
  centerId: string;
  stops: {
    resourceId: string;
    name: object;
    walkingMinutes: number;
    dwellMinutes: number;
    groups: number;
    headwayMinutes: number;
  }[];
}

/** The catalogue's files as they are: this test works needs and minutes out by itself. */
const catalogue = (folder: string): ReadonlyMap<string, Entry> => {
  const url = new URL(`../../../scheduling/catalogue/${folder}/`, import.meta.url);
  const entries = readdirSync(url).map((name): Entry => JSON.parse(readFileSync(new URL(name, url), 'utf8')));
  return new Map(entries.map((entry) => [entry.id, entry]));
};
const kinds = catalogue('kinds');
const packages = catalogue('packages');
const routes = catalogue('routes');
const centers = demoCenters();
const center = (id: string): CenterProfile => centers.find((one) => one.id === id)!;

// Seven todays, one for each weekday, since hours differ by weekday.
const TODAYS = Array.from({ length: 7 }, (_, n) => `2026-03-0${n + 2}`);

const minutesOf = (activity: DemoProposal): number => {
  const route = routes.get(activity.routeId ?? '');
  if (route) return route.stops.reduce((sum, stop) => sum + stop.walkingMinutes + stop.dwellMinutes, 0);
  const usual = kinds.get(activity.kind)!.usualMinutes.default;
  return activity.durationMinutes ?? packages.get(activity.packageId ?? '')?.durationMinutes ?? usual;
};

const needsOf = (activity: DemoProposal): PlainNeed[] => {
  const minutes = minutesOf(activity);
  const sources = [
    kinds.get(activity.kind),
    packages.get(activity.packageId ?? ''),
    routes.get(activity.routeId ?? ''),
  ];
  const byRole = new Map<string, PlainNeed>();
  for (const need of sources.flatMap((source) => source?.needs ?? [])) {
    const wanted = [...(byRole.get(need.role)?.wanted ?? []), ...(need.features ?? []), ...(need.skills ?? [])];
    const count = need.count === 'headcount' ? activity.headcount : (need.count ?? 1);
    const pinned = need.resourceId === undefined ? {} : { resourceId: need.resourceId };
    byRole.set(need.role, { role: need.role, wanted, count, offsetMinutes: 0, minutes, ...pinned });
  }
  let passed = 0;
  const stops = (routes.get(activity.routeId ?? '')?.stops ?? []).map((stop) => {
    const offsetMinutes = passed + stop.walkingMinutes;
    passed = offsetMinutes + stop.dwellMinutes;
    return {
      role: 'stop',
      wanted: [],
      resourceId: stop.resourceId,
      count: 1,
      offsetMinutes,
      minutes: stop.dwellMinutes,
    };
  });
  return [...byRole.values(), ...stops];
};

const wishOf = (activity: DemoProposal): PlainWish => {
  const { setupMinutes, teardownMinutes } = kinds.get(activity.kind)!;
  const { title, headcount, preferredStart } = activity;
  return { title, headcount, start: minuteOf(preferredStart), setupMinutes, teardownMinutes, needs: needsOf(activity) };
};

/** True when the stretch lies within one opening span of its local weekday. */
const isOpen = ({ openingHours, timeZone }: CenterProfile, start: number, end: number): boolean => {
  const local = DateTime.fromMillis(start * 60_000, { zone: timeZone });
  const from = local.hour * 60 + local.minute;
  return openingHours[local.weekday - 1]!.some((span) => span.from <= from && from + end - start <= span.to);
};

describe('the demo centers', () => {
  test('are Tianping and Xuhui riverside, marked as samples, with former names and facilities', () => {
    expect(centers.map(({ id, name }) => [id, name.zh])).toEqual([
      ['tianping', '天平街道党群服务中心'],
      ['xuhui-riverside', '徐汇滨江党群服务中心'],
    ]);
    for (const one of centers) {
      expect(one.sample).toBe(true);
      expect(one.formerNames.length).toBeGreaterThan(0);
      expect(one.facilities.map(({ name }) => name.en.toLowerCase()).join()).toMatch(
        /canteen.*baby-care.*reading corner/,
      );
    }
  });

  test('name everything of a center by its own id and a hyphen', () => {
    for (const { id: centerId, resources, facilities } of centers) {
      for (const { id } of [...resources, ...facilities]) expect(id.startsWith(`${centerId}-`)).toBe(true);
    }
  });

  test('have eight to twelve rooms each and every resource id once', () => {
    const ids = centers.flatMap(({ resources, facilities }) => [...resources, ...facilities].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { resources } of centers) {
      const rooms = resources.filter(({ type }) => type === 'room').length;
      expect(rooms).toBeGreaterThanOrEqual(8);
      expect(rooms).toBeLessThanOrEqual(12);
    }
  });

  test('have every stop, kit and skilled person that the catalogue names', () => {
    for (const route of routes.values()) {
      const { resources } = center(route.centerId);
      for (const { resourceId, name, groups, headwayMinutes } of route.stops) {
        expect(resources).toContainEqual({ type: 'stop', id: resourceId, name, groups, headwayMinutes });
      }
      expect(
        resources.filter((one) => one.type === 'person' && one.skills.includes(`route:${route.id}`)).length,
      ).toBeGreaterThan(1);
      for (const { resourceId } of route.needs)
        if (resourceId) expect(resources.map(({ id }) => id)).toContain(resourceId);
    }
    for (const id of packages.keys()) {
      for (const { resources } of centers) {
        expect(resources.some((one) => one.type === 'person' && one.skills.includes(`package:${id}`))).toBe(true);
      }
    }
  });

  test('name no person', () => {
    const people = centers.flatMap(({ resources }) => resources.filter(({ type }) => type === 'person'));
    for (const { name } of people) expect(name.en).toMatch(/^(Guide|Lecturer|Interpreter) \d$/);
  });
});

describe('the demo organizations', () => {
  test('are ten to fifteen with ids of their own and addresses that reach nobody', () => {
    const organizations = demoOrganizations();
    expect(organizations.length).toBeGreaterThanOrEqual(10);
    expect(organizations.length).toBeLessThanOrEqual(15);
    expect(new Set(organizations.map(({ id }) => id)).size).toBe(organizations.length);
    for (const { email } of organizations) expect(email).toMatch(/@example\.org$/);
  });
});

describe('the demo week', () => {
  const week = demoWeek('2026-03-02');

  test('is 60 to 90 activities of all kinds and audiences, some with alternatives', () => {
    expect(week.length).toBeGreaterThanOrEqual(60);
    expect(week.length).toBeLessThanOrEqual(90);
    expect(new Set(week.map(({ kind }) => kind))).toEqual(new Set(kinds.keys()));
    expect(new Set(week.flatMap(({ audience }) => audience ?? []))).toEqual(new Set(['public', 'members', 'private']));
    const flexible = week.filter(({ alternatives }) => alternatives);
    expect(flexible.length).toBeGreaterThan(8);
    expect(flexible.length).toBeLessThan(week.length / 2);
  });

  test('is the same for the same date and begins on it', () => {
    expect(demoWeek('2026-03-02')).toEqual(week);
    expect(week[0]?.preferredStart).toBe(
      '2026-03-02T09:00:00+08:00'.replace('09:00', week[0]!.preferredStart.slice(11, 16)),
    );
    expect(new Set(week.map(({ preferredStart }) => preferredStart.slice(0, 10))).size).toBe(7);
    expect(() => demoWeek('2026-02-30')).toThrow();
  });

  test('names only organizations, kinds, packages and routes that there are, and what its kind requires', () => {
    const organizations = new Set(demoOrganizations().map(({ id }) => id));
    for (const activity of week) {
      expect(organizations).toContain(activity.organization);
      const kind = kinds.get(activity.kind)!;
      expect([activity.packageId && 'packageId', activity.routeId && 'routeId'].filter(Boolean)).toEqual(kind.requires);
      if (activity.packageId) expect(packages.has(activity.packageId)).toBe(true);
      if (activity.routeId) expect(routes.get(activity.routeId)?.centerId).toBe(activity.center);
      expect(minutesOf(activity)).toBeGreaterThanOrEqual(kind.usualMinutes.min);
      expect(minutesOf(activity)).toBeLessThanOrEqual(kind.usualMinutes.max);
    }
  });

  test.each(TODAYS)('begun on %s lies within opening hours with every buffer, alternatives too', (today) => {
    for (const activity of demoWeek(today)) {
      const alternatives = (activity.alternatives ?? []).flatMap((one) =>
        'start' in one ? [one.start] : [one.earliest, one.latest],
      );
      const at = center(activity.center);
      // The largest buffers of any room, since any may be given.
      const { setupMinutes, teardownMinutes } = kinds.get(activity.kind)!;
      const buffers = { before: Math.max(30, setupMinutes), after: Math.max(30, teardownMinutes) };
      for (const start of [activity.preferredStart, ...alternatives].map(minuteOf)) {
        const open = isOpen(at, start - buffers.before, start + minutesOf(activity) + buffers.after);
        expect([activity.title, open]).toEqual([activity.title, true]);
      }
    }
  });

  const size = (resource: Resource) => (resource.type === 'room' ? resource.capacity : 0);
  test.each([
    ['the first', () => 0],
    ['the smallest', (a: Resource, b: Resource) => size(a) - size(b)],
    ['the least equipped', (a: Resource, b: Resource) => JSON.stringify(a).length - JSON.stringify(b).length],
  ])('fits at its preferred starts when everybody gets %s resource that serves', (_, prefer) => {
    for (const one of centers) {
      const wishes = week.filter((activity) => activity.center === one.id).map(wishOf);
      expect(firstFit(one, wishes, prefer).without).toEqual([]);
    }
  });

  test('would not fit a second time: the check can fail', () => {
    const wishes = week.filter((activity) => activity.center === 'tianping').map(wishOf);
    expect(firstFit(center('tianping'), [...wishes, ...wishes], () => 0).without.length).toBeGreaterThan(10);
  });
});
