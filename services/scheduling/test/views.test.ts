import type { ActivityDisplaced, ActivityProposed } from '@huitang/contracts';
import type { Collection, EventMeta } from '@huitang/runtime';
import { describe, expect, test } from '@jest/globals';
import type { ActivityRow } from '../src/activity-row.ts';
import { type SchedulingViews, viewConsumer } from '../src/views.ts';
import { activityId, details, grant } from './domain/samples.ts';

/** One row, kept in memory; the guard by position is the engines', and tested there. */
function rows() {
  const kept = new Map<string, ActivityRow>();
  const activities: Pick<Collection<ActivityRow>, 'get' | 'put'> = {
    get: async (id) => kept.get(id),
    put: async (id, row) => kept.set(id, row).has(id),
  };
  // The handlers of activities touch nothing else.
  const { handlers } = viewConsumer({ activities } as SchedulingViews);
  return { handlers, row: () => kept.get(activityId) };
}

const meta: EventMeta = { id: 'x', commandId: 'x', time: 'x', source: { stream: 'x', version: 1, index: 0 } };
const proposed = (revision: number, title: string): ActivityProposed => ({
  ...details({ title }),
  activityId,
  revision,
});

test('a change is not in the list before it is granted, also of what holds no resource at all', async () => {
  const { handlers, row } = rows();
  const { wish: _, ...about } = proposed(1, '原来的标题');
  const shown = { announced: true, displayRevision: 0, displayChangedAt: '2026-06-01T00:00:00Z' };
  const { start, end, setupMinutes, teardownMinutes, reasons } = grant(1);
  await handlers.ActivityProposed?.(proposed(1, '原来的标题'), meta);
  await handlers.ActivityConfirmed?.(
    { ...about, ...shown, start, end, setupMinutes, teardownMinutes, reasons, claims: [] },
    meta,
  );
  await handlers.ActivityRevised?.(proposed(2, '变更的标题'), meta);
  expect(row()).toMatchObject({ title: '原来的标题', status: 'confirmed', revision: 2, awaitsAnswer: true });
});

test('a change of what never was confirmed is in the list at once', async () => {
  const { handlers, row } = rows();
  await handlers.ActivityProposed?.(proposed(1, '原来的标题'), meta);
  await handlers.ActivityRevised?.(proposed(2, '变更的标题'), meta);
  expect(row()).toMatchObject({ title: '变更的标题', status: 'proposed', revision: 2 });
});

test('what is granted after a newer wish was asked for is in the list, and so is that an answer is owed', async () => {
  const { handlers, row } = rows();
  const { wish: _, ...about } = proposed(1, '原来的标题');
  const shown = { announced: true, displayRevision: 0, displayChangedAt: '2026-06-01T00:00:00Z' };
  const { start, end, setupMinutes, teardownMinutes, reasons, claims } = grant(1);
  await handlers.ActivityProposed?.(proposed(1, '原来的标题'), meta);
  await handlers.ActivityRevised?.(proposed(2, '变更的标题'), meta);
  await handlers.ActivityConfirmed?.(
    { ...about, ...shown, start, end, setupMinutes, teardownMinutes, reasons, claims },
    meta,
  );
  expect(row()).toMatchObject({ title: '原来的标题', status: 'confirmed', revision: 2, awaitsAnswer: true });
});

describe('what is displaced', () => {
  const { wish: _, ...about } = proposed(1, '原来的标题');
  const { start, end, claims } = grant(1);
  const why = {
    ...{ before: { start, end, claims }, because: { code: 'closed-for' }, nearest: [] },
    ordered: { by: 'manager-1', reason: '检修' },
  };
  const held: ActivityDisplaced = {
    ...{ ...about, ...grant(1), ...why, allocationVersion: 2 },
    ...{ start: '2026-07-01T06:00:00Z', end: '2026-07-01T06:30:00Z', announced: false },
    ...{ displayRevision: 1, displayChangedAt: '2026-06-01T00:00:00Z' },
  };

  test('is listed where it is held, as not announced; what has no place, without one', async () => {
    const { handlers, row } = rows();
    await handlers.ActivityProposed?.(proposed(1, '原来的标题'), meta);
    await handlers.ActivityDisplaced?.(held, meta);
    expect(row()).toMatchObject({ status: 'confirmed', awaitsAnswer: false, tentative: true, start: held.start });
    await handlers.ActivityUnplaced?.(held, meta);
    expect(row()).toMatchObject({ status: 'declined', awaitsAnswer: false, claims: [] });
    expect(row()).not.toHaveProperty('tentative');
  });

  test('is still to be answered while a change is pending', async () => {
    const { handlers, row } = rows();
    await handlers.ActivityProposed?.(proposed(1, '原来的标题'), meta);
    await handlers.ActivityConfirmed?.({ ...held, announced: true }, meta);
    await handlers.ActivityRevised?.(proposed(2, '变更的标题'), meta);
    await handlers.ActivityDisplaced?.(held, meta);
    expect(row()).toMatchObject({ status: 'confirmed', awaitsAnswer: true, revision: 2 });
    await handlers.ActivityUnplaced?.(held, meta);
    expect(row()).toMatchObject({ status: 'proposed', awaitsAnswer: true, revision: 2 });
  });
});
