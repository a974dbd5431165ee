import type { TraceRecord } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { briefly, storyOf } from './story.ts';

const line = (what: string, outcome: string, call?: number, key = 'activity/a'): TraceRecord => ({
  at: call ?? 0,
  who: 'all',
  what,
  key,
  outcome,
  ...(call !== undefined && { call }),
});

const told = (records: readonly TraceRecord[]): readonly string[] =>
  records.map(({ what, outcome }) => `${what} ${outcome}`);

test('a call is one line at its effect, with what became of it', () => {
  const trace = [
    line('log.append', 'done', 1),
    line('committed', 'ActivityProposed'),
    line('views.put', 'lost', 2),
    line('views.put', 'done', 3),
    line('log.append', 'ok', 1),
    line('views.put', 'storage-unavailable', 2),
    line('records.put', 'crash-before', 4),
    line('log.append', 'done', 5),
    line('log.append', 'command-reused', 5),
    line('records.put', 'late', 6),
    line('records.put', 'storage-unavailable', 6),
    line('records.put', 'landed', 6),
  ];
  expect(told(storyOf(trace))).toEqual([
    'log.append ok',
    'committed ActivityProposed',
    'views.put lost: storage-unavailable',
    'views.put done, nobody heard',
    'records.put crash-before',
    'log.append command-reused',
    'records.put late: storage-unavailable',
    'records.put landed',
  ]);
});

test('what is done all the time is left out when it goes well', () => {
  const trace = [
    line('log.unpublished', 'done', 1),
    line('log.unpublished', 'ok', 1),
    line('log.unpublished', 'refused', 2),
    line('log.unpublished', 'storage-unavailable', 2),
    line('views.putAll', 'done', 3, 'positions.scheduling.views/activity/a'),
    line('views.putAll', 'ok', 3, 'positions.scheduling.views/activity/a'),
  ];
  expect(told(storyOf(trace))).toEqual(['log.unpublished refused: storage-unavailable']);
});

test('told briefly, reads that went well are left out', () => {
  const story = [line('log.read', 'ok'), line('log.read', 'refused'), line('log.append', 'ok')];
  expect(told(briefly(story))).toEqual(['log.read refused', 'log.append ok']);
});
