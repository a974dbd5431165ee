import type { Platform, Principal, RawCall } from '@huitang/runtime';
import { streamsOf } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../src/catalogue/catalogue.ts';
import type { SchedulingContext } from '../src/context.ts';
import { activityDecider, activityStream } from '../src/decider.ts';
import { orderRoutes } from '../src/routes-orders.ts';
import { staffRoutes } from '../src/routes-staff.ts';
import { walkInRoute } from '../src/routes-walk-ins.ts';
import { activityId, details, grant } from './domain/samples.ts';

const begun = Date.parse('2026-06-01T00:00:00Z');
let now = begun;
let context: SchedulingContext;

beforeEach(async () => {
  now = begun;
  const clock = { now: () => now, after: () => () => {} };
  const log = new MemoryLog();
  const activities = streamsOf(activityDecider, { log, clock, appended: () => {}, conflicted: () => {} });
  // What orders stand on: nothing here has to be looked up in a view.
  const platform = { clock } as unknown as Platform;
  context = { platform, log, activities, catalogue: loadCatalogue(), views: {} as never };
  for (const command of [
    { type: 'ProposeActivity', activityId, details: details() },
    { type: 'TakeGrant', grant: grant(1), now: '2026-06-01T00:00:00Z' },
  ] as const) {
    const request = { stream: activityStream(activityId), command, commandId: command.type };
    await activities.execute({ ...request, principal: 'demo', partitionKey: 'tianping' });
  }
});

const asking = (name: string, roles: Principal['roles'], body: unknown) => {
  const all = [...orderRoutes(context), ...staffRoutes(context), walkInRoute(context)];
  const route = all.find(({ spec }) => spec.path.endsWith(`/${name}`));
  const call = { params: { id: name === 'walk-ins' ? 'tianping' : activityId }, query: {}, headers: {}, key: 'k' };
  // A route here looks at no logger.
  const raw = { ...call, body, principal: { id: 'somebody', roles, language: 'zh' } } as unknown as RawCall;
  return route?.answer(raw);
};

const reason = '接待代表团';
const start = '2026-07-01T06:00:00Z';

describe('an organizer', () => {
  test.each([
    ['move', { start, reason }],
    ['override', { start, reason }],
    ['pin', { reason }],
    ['walk-ins', { room: 'tianping-hall', minutes: 30, headcount: 3 }],
  ])('may not order as staff do: %s', async (name, body) => {
    expect(await asking(name, ['organizer'], body)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  test('may pin without saying why', async () => {
    expect(await asking('pin', ['organizer'], undefined)).toMatchObject({ status: 200 });
    expect(await asking('pin', ['organizer'], {})).toMatchObject({ status: 200 });
  });
});

describe('an override of a kind that nobody makes way for', () => {
  test('is refused to a manager, and named', async () => {
    expect(await asking('override', ['manager'], { start, reason })).toMatchObject({
      status: 422,
      body: { code: 'kind-may-not-displace', detail: expect.stringContaining('oath-renewal') },
    });
  });

  test('is taken from an administrator', async () => {
    expect(await asking('override', ['administrator'], { start, reason })).toMatchObject({ status: 202 });
  });

  test('is no reason against a move', async () => {
    expect(await asking('move', ['manager'], { start, reason })).toMatchObject({ status: 202, body: { revision: 2 } });
  });
});

describe.each(['move', 'override'])('a start that staff ask for by %s', (name) => {
  const ordered = (body: Record<string, unknown>) => asking(name, ['administrator'], { reason, ...body });
  const refused = (code: string) => ({ status: 422, body: { code, errors: [{ field: 'start' }] } });

  test.each([
    ['2020-03-02T01:00:00Z', 'starts-too-soon'],
    ['2026-06-01T00:00:00Z', 'starts-too-soon'],
    ['2028-05-31T00:01:00Z', 'starts-too-late'],
  ])('is not %s', async (at, code) => {
    expect(await ordered({ start: at })).toMatchObject(refused(code));
  });

  test.each(['2026-06-01T00:01:00Z', '2028-05-31T00:00:00Z'])('may be %s', async (at) => {
    expect(await ordered({ start: at })).toMatchObject({ status: 202 });
  });

  test('stays what it is while it is going on, and not once it is over', async () => {
    const stays = { start: '2026-07-01T01:00:00Z' };
    now = Date.parse('2026-07-01T01:30:00Z');
    expect(await ordered(stays)).toMatchObject(refused('starts-too-soon'));
    now = Date.parse('2026-07-01T01:29:00Z');
    expect(await ordered({ start: '2026-07-01T01:10:00Z' })).toMatchObject(refused('starts-too-soon'));
    expect(await ordered(stays)).toMatchObject({ status: 202 });
  });
});

test.each([
  ['move', { reason }, 'start'],
  ['move', { start }, 'reason'],
  ['move', { start, reason: 'a\nb' }, 'reason'],
  ['override', { rooms: [], reason }, 'rooms'],
  ['override', { rooms: ['No Room'], reason }, 'rooms[0]'],
  ['walk-ins', { room: 'tianping-hall', minutes: 0, headcount: 3 }, 'minutes'],
  ['walk-ins', { room: 'tianping-hall', minutes: 30 }, 'headcount'],
  ['walk-ins', { room: 'tianping-hall', minutes: 30, headcount: 3, kind: 'party' }, 'kind'],
])('%s with %j names the field %s', async (name, body, field) => {
  expect(await asking(name, ['manager'], body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});
