import { expect, test } from '@jest/globals';
import { answer, cancelled, demo, type Given, given, key, opened, proposed } from './given.ts';
import { saysWhatWasAsked } from './says-what-was-asked.ts';

const START = '2026-06-03T09:00:00Z';

const body = {
  kind: 'community-activity',
  organization: 'branch-1',
  center: 'center-1',
  title: '读书会',
  headcount: 20,
  preferredStart: START,
  durationMinutes: 60,
};

const wish = { starts: [START], durationMinutes: 60, headcount: 20, needs: [{ role: 'room', features: [] }] };

const event = (change: object = {}) => {
  const { type, data } = proposed('a');
  return { type, data: { ...(data as object), wish, ...change } };
};

const propose = (change: object = {}) => ({ operationId: 'proposeActivity', body: { ...body, ...change }, key });

/** What is found when somebody asks for one thing and the log says another. */
function found(asked: object, told: object): number {
  const { exchange, append } = given(saysWhatWasAsked);
  exchange(propose(asked));
  return append('scheduling', 'activity/a', [event(told)], { commandId: demo('proposeActivity') }).length;
}

test('what the log says as it was asked for is right', () => {
  expect(found({}, {})).toBe(0);
  expect(found({ audience: 'public', alternatives: [] }, {})).toBe(0);
});

test.each([
  ['title', { title: '别的' }],
  ['organization', { organizationId: 'branch-2' }],
  ['center', { centerId: 'center-2' }],
  ['headcount', { headcount: 21 }],
  ['kind', { kind: { id: 'oath-renewal', name: { zh: '重温', en: 'Oath' } } }],
  ['length', { wish: { ...wish, durationMinutes: 61 } }],
  ['start', { wish: { ...wish, starts: ['2026-06-03T09:30:00Z'] } }],
  ['wished headcount', { wish: { ...wish, headcount: 5 } }],
  ['need: no room', { wish: { ...wish, needs: [] } }],
  ['need: a room nobody named', { wish: { ...wish, needs: [{ role: 'room', features: [], resourceId: 'hall' }] } }],
])('another %s is found', (_, told) => {
  expect(found({}, told)).toBe(1);
});

test('alternatives are starts, half an hour apart in a window, the nearest first', () => {
  const alternatives = [{ start: '2026-06-03T08:00:00Z' }, { earliest: START, latest: '2026-06-03T10:00:00Z' }];
  const starts = (...times: string[]) => ({
    wish: { ...wish, starts: times.map((time) => `2026-06-03T${time}:00Z`) },
  });
  expect(found({ alternatives }, starts('09:00', '09:30', '08:00', '10:00'))).toBe(0);
  expect(found({ alternatives }, starts('09:00', '08:00', '09:30', '10:00'))).toBe(1);
  expect(found({ alternatives }, starts('09:00', '09:30', '08:00'))).toBe(1);
  expect(found({ alternatives }, starts('09:30', '09:00', '08:00', '10:00'))).toBe(1);
});

test('kit and guides that were asked for, and are not in the wish, are found', () => {
  const room = { role: 'room', features: [] };
  const kit = { role: 'kit', resourceId: 'headsets', count: 5 };
  const told = (...needs: object[]) => ({ wish: { ...wish, needs: [room, ...needs] } });
  expect(found({ needs: [kit] }, told(kit))).toBe(0);
  expect(found({ needs: [kit] }, told({ ...kit, count: 4 }))).toBe(1);
  expect(found({ needs: [kit] }, told())).toBe(1);
  const guide = { role: 'guide', skills: ['language:en'] };
  expect(found({ needs: [guide] }, told(guide))).toBe(0);
  expect(found({ needs: [guide] }, told({ ...guide, skills: [] }))).toBe(1);
});

function acknowledged(second: object, status: number): number {
  const { exchange, append } = given(saysWhatWasAsked);
  exchange(propose(), answer(202, { id: 'a' }));
  append('scheduling', 'activity/a', [event()], { commandId: demo('proposeActivity') });
  return exchange(propose(second), answer(status, { id: 'a' })).length;
}

test('yes to something else under a used key is found', () => {
  expect(acknowledged({}, 200)).toBe(0);
  expect(acknowledged({ headcount: 7 }, 422)).toBe(0);
  expect(acknowledged({ headcount: 7 }, 200)).toBe(1);
});

const commit = ({ append }: Given, stream: string, operationId: string, one: Parameters<Given['append']>[2][number]) =>
  append('any', stream, [one], { commandId: demo(operationId) });

test('another activity called off, and a center that is told otherwise, are found', () => {
  const all = given(saysWhatWasAsked);
  all.exchange({ operationId: 'cancelActivity', params: { id: 'a' }, key });
  expect(commit(all, 'activity/b', 'cancelActivity', cancelled('b'))).toHaveLength(1);
  const { profile } = opened.data as { readonly profile: object };
  for (const [asked, count] of [
    [profile, 0],
    [{ ...profile, name: { zh: '别的', en: 'Other' } }, 1],
  ] as const) {
    const one = given(saysWhatWasAsked);
    one.exchange({ operationId: 'openCenter', body: asked, key });
    expect(commit(one, 'center-ids/center', 'openCenter', { type: 'IdClaimed', data: {} })).toEqual([]);
    expect(commit(one, 'center/center-1', 'openCenter', opened)).toHaveLength(count);
  }
});
