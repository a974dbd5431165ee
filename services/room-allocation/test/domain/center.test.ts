import { CenterDocument, CenterProfile, type Resource } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { type CenterChange, type CenterCommand, centerRules } from '../../src/domain/center.ts';
import type { Center, CenterEvent } from '../../src/domain/center-state.ts';
import { kit, person, room } from './support/given.ts';

const hall = room('tianping-hall', { capacity: 80 });
const profile = CenterProfile.parse({
  id: 'tianping',
  name: { zh: '天平街道党群服务中心', en: 'Tianping Center' },
  formerNames: [{ name: '天平街道党员服务中心', until: '2019-01-01' }],
  address: '1 Hengshan Road',
  timeZone: 'Asia/Shanghai',
  openingHours: [[], [], [], [], [], [], []],
  resources: [hall],
});

const OPENED = '2026-06-01T08:00:00.000Z';
const LATER = '2026-06-02T09:30:00.000Z';
/** What is changed again in the same moment is told as of the next second. */
const NEXT = '2026-06-02T09:30:01.000Z';

const open = (change: Partial<CenterProfile> = {}): CenterCommand => ({
  type: 'OpenCenter',
  profile: { ...profile, ...change },
  standardOffsetMinutes: 480,
  now: OPENED,
});
const rename = (zh: string): CenterChange => ({ type: 'RenameCenter', name: { zh, en: zh }, now: LATER });
const add = (resource = room('tianping-studio')): CenterCommand => ({ type: 'AddResource', resource, now: LATER });
const change = (resource: Resource): CenterCommand => ({ type: 'ChangeResource', resource, now: LATER });

/** Runs commands one after another as the executor does; stops at the first that is refused. */
function after(...commands: CenterCommand[]) {
  let center: Center = centerRules.initial();
  let events: readonly CenterEvent[] = [];
  for (const command of commands) {
    const decision = centerRules.decide(command, center);
    if (!decision.ok) return { center, events: [], refusal: decision.refusal };
    events = decision.events;
    center = events.reduce(centerRules.evolve, center);
  }
  return { center, events, refusal: undefined };
}

describe('a center', () => {
  test('opens as it describes itself, with its standard time and the first display revision', () => {
    const { center, events } = after(open());
    const data = { profile, standardOffsetMinutes: 480, displayRevision: 0, displayChangedAt: OPENED };
    expect(events).toEqual([{ type: 'CenterOpened', data }]);
    expect(center).toEqual({ ...data, closures: [] });
  });

  test('opens once', () => {
    expect(after(open(), open()).refusal).toEqual({ code: 'already-open' });
  });

  test('is changed by who has seen its newest version, and by nobody who has seen an older one', () => {
    const seen = (expectedVersion: number): CenterCommand => ({ ...rename('新名'), expectedVersion });
    expect(after(open(), seen(1)).refusal).toBeUndefined();
    expect(after(open(), add(), seen(2)).refusal).toBeUndefined();
    expect(after(open(), add(), seen(1)).refusal).toEqual({ code: 'version-mismatch', version: 2 });
    expect(after(open(), seen(2)).refusal).toEqual({ code: 'version-mismatch', version: 1 });
  });

  test('is not there before it opens', () => {
    for (const command of [rename('新名'), add(), change(hall)]) {
      expect(after(command).refusal).toEqual({ code: 'unknown-center' });
    }
  });

  test('does not open with a resource listed twice', () => {
    expect(after(open({ resources: [hall, room('tianping-studio'), hall] })).refusal).toEqual({
      code: 'resource-exists',
      resourceId: 'tianping-hall',
    });
  });

  test("does not open with a resource whose id does not begin with the center's", () => {
    for (const id of ['xuhui-hall', 'tianping', 'tianpinghall']) {
      expect(after(open({ resources: [hall, room(id)] })).refusal).toEqual({
        code: 'resource-id-prefix',
        resourceId: id,
        prefix: 'tianping-',
      });
    }
  });
});

describe('a renamed center', () => {
  test('keeps all the names it had, in order, and tells the last one', () => {
    const { center, events } = after(open(), rename('二'), rename('三'));
    expect(events).toEqual([
      {
        type: 'CenterRenamed',
        data: {
          centerId: 'tianping',
          name: { zh: '三', en: '三' },
          formerName: { zh: '二', en: '二' },
          displayRevision: 2,
          displayChangedAt: NEXT,
        },
      },
    ]);
    expect(center?.profile.name).toEqual({ zh: '三', en: '三' });
    expect(center?.profile.formerNames).toEqual([
      ...profile.formerNames,
      { name: profile.name },
      { name: { zh: '二', en: '二' } },
    ]);
  });

  test('has each former name once, and none that it has again', () => {
    const names = (...commands: CenterCommand[]) => after(open(), ...commands).center?.profile.formerNames;
    const second = { name: { zh: '二', en: '二' } };
    expect(names(rename('二'), rename('三'), rename('二'))).toEqual([
      ...profile.formerNames,
      { name: profile.name },
      { name: { zh: '三', en: '三' } },
    ]);
    expect(names(rename('二'), rename('三'), rename('二'), rename('四'))?.slice(-1)).toEqual([second]);
    expect(names(rename('二'), rename('三'), rename('二'), rename('四'))).toHaveLength(4);
  });

  test('is told whole, however often it was renamed', () => {
    const often = Array.from({ length: 60 }, (_, index) => rename(`第 ${index} 个`));
    const { center } = after(open(), ...often);
    const { resources: _, ...told } = center?.profile ?? profile;
    expect(CenterDocument.parse({ ...told, version: 61 }).formerNames).toHaveLength(61);
  });

  test('to the name it has is not renamed', () => {
    const { center, events } = after(open(), rename('二'), rename('二'));
    expect([events, center?.displayRevision]).toEqual([[], 1]);
  });
});

describe("a center's resources", () => {
  const studio = room('tianping-studio', { capacity: 30 });

  test('are added to those it has', () => {
    const { center, events } = after(open(), add(studio));
    expect(events).toEqual([
      {
        type: 'ResourceAdded',
        data: { centerId: 'tianping', resource: studio, displayRevision: 1, displayChangedAt: LATER },
      },
    ]);
    expect(center?.profile.resources).toEqual([hall, studio]);
  });

  test('are added once, whatever they say the second time', () => {
    expect(after(open(), add(studio), add({ ...studio, capacity: 31 })).refusal).toEqual({
      code: 'resource-exists',
      resourceId: 'tianping-studio',
    });
  });

  test("are not added under an id that does not begin with the center's", () => {
    expect(after(open(), add(room('xuhui-studio'))).refusal).toMatchObject({ code: 'resource-id-prefix' });
  });

  test('are changed in their place', () => {
    const smaller = { ...hall, capacity: 60 };
    const { center, events } = after(open(), add(studio), change(smaller));
    expect(events).toEqual([
      {
        type: 'ResourceChanged',
        data: { centerId: 'tianping', resource: smaller, displayRevision: 2, displayChangedAt: NEXT },
      },
    ]);
    expect(center?.profile.resources).toEqual([smaller, studio]);
  });

  test('changed to what they are do not change', () => {
    const { center, events } = after(open(), change({ ...hall, features: [] }));
    expect([events, center?.displayRevision, center?.displayChangedAt]).toEqual([[], 0, OPENED]);
  });

  test('never become something of another type', () => {
    for (const other of [person('tianping-hall'), kit('tianping-hall', 5)]) {
      expect(after(open(), change(other)).refusal).toEqual({
        code: 'resource-type-fixed',
        resourceId: 'tianping-hall',
      });
    }
  });

  test('that are not there cannot be changed', () => {
    expect(after(open(), change(studio)).refusal).toEqual({
      code: 'unknown-resource',
      resourceId: 'tianping-studio',
    });
  });
});

test('the display revision rises by one with every visible change, and with nothing else', () => {
  const commands = [
    open(),
    rename('二'),
    rename('二'),
    add(),
    change({ ...hall, capacity: 60 }),
    change({ ...hall, capacity: 60 }),
  ];
  const revisions = commands.map((_, index) => after(...commands.slice(0, index + 1)).center?.displayRevision);
  expect(revisions).toEqual([0, 1, 1, 2, 3, 3]);
  expect(after(...commands).center?.displayChangedAt).toBe('2026-06-02T09:30:02.000Z');
});

test('what happens to a center that has not opened leaves it unopened', () => {
  const data = { centerId: profile.id, resource: hall, displayRevision: 1, displayChangedAt: LATER };
  expect(centerRules.evolve(undefined, { type: 'ResourceAdded', data })).toBeUndefined();
});

describe('the hours of a center', () => {
  const hours = { openingHours: profile.openingHours, specialDays: [{ date: '2026-07-01', spans: [] }] };
  const changeHours = (change: Partial<typeof hours> = {}): CenterCommand => ({
    type: 'ChangeHours',
    hours: { ...hours, ...change },
    now: LATER,
  });

  test('are changed as a whole, and the change is a version of the center', () => {
    const { center, events } = after(open(), changeHours());
    expect(events).toEqual([
      {
        type: 'CenterHoursChanged',
        data: { centerId: 'tianping', ...hours, displayRevision: 1, displayChangedAt: LATER },
      },
    ]);
    expect(center?.profile.specialDays).toEqual(hours.specialDays);
  });

  test('lose their holiday calendar when the new ones name none', () => {
    const holidays = { calendar: 'CN', spans: [] };
    const { center } = after(open({ holidays }), changeHours());
    expect(center?.profile.holidays).toBeUndefined();
  });

  test('that are what they were change nothing', () => {
    expect(after(open(), changeHours({ specialDays: [] })).events).toEqual([]);
  });

  test('name every special day once, when they are changed and when the center opens', () => {
    const specialDays = [...hours.specialDays, ...hours.specialDays];
    const refusal = { code: 'date-repeated', date: '2026-07-01' };
    expect(after(open(), changeHours({ specialDays })).refusal).toEqual(refusal);
    expect(after(open({ specialDays })).refusal).toEqual(refusal);
  });
});
