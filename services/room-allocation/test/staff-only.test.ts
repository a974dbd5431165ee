import type { Platform, Principal, RawCall } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import type { Coordinator } from '../src/coordinator/coordinator.ts';
import { closureRoutes } from '../src/routes-closures.ts';
import { neighboursRoute } from '../src/routes-neighbours.ts';
import { quotaRoutes } from '../src/routes-quotas.ts';
import type { OwnStreams } from '../src/streams.ts';

// Who is turned away at the door needs nothing behind it: whatever is looked at there is missing, and fails.
const nothing = {} as unknown as Platform & Coordinator & OwnStreams;
const routes = [
  ...closureRoutes(nothing, {} as never),
  neighboursRoute(nothing, nothing),
  ...quotaRoutes(nothing, nothing),
];

const closure = {
  center: 'tianping',
  start: '2026-07-01T06:00:00Z',
  end: '2026-07-01T08:00:00Z',
  reason: '检修',
};

const asking = async (operationId: string, id: string, body: unknown, roles: Principal['roles']) => {
  const route = routes.find(({ spec }) => spec.operationId === operationId);
  const call = { params: { id }, query: {}, headers: {}, key: 'k', body };
  return route?.answer({ ...call, principal: { id: 'somebody', roles, language: 'zh' } } as unknown as RawCall);
};

test.each([
  ['announceClosure', '', closure],
  ['previewClosure', '', closure],
  ['liftClosure', 'tianping.00000000-0000-4000-8000-000000000001', undefined],
  ['changeNeighbours', 'tianping', { neighbours: [] }],
  ['limitQuota', 'branch', { minutesPerMonth: 60 }],
])('%s is for staff: organizers are turned away at the door, and nobody else is', async (operationId, id, body) => {
  expect(await asking(operationId, id, body, ['organizer'])).toMatchObject({
    status: 403,
    body: { code: 'not-allowed', errors: [{ field: 'role' }] },
  });
  await expect(asking(operationId, id, body, ['manager'])).rejects.toThrow(TypeError);
});
