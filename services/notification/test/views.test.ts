import type { Collection, EventMeta, SourcePosition } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { type ActivityEvent, type KnownActivity, knownAfter } from '../src/domain/known-activity.ts';
import { type NotificationViews, remember } from '../src/views.ts';
import { confirmed, idOf, proposed } from './given.ts';

const STREAM = `activity/${idOf(1)}`;
const metaAt = (version: number): EventMeta => ({
  id: `${STREAM}@${version}.0`,
  commandId: `command-${version}`,
  time: '2026-06-28T08:00:00Z',
  source: { stream: STREAM, version, index: 0 },
});

/** One document; what `meanwhile` does happens between the first time it is read and what is written upon that. */
function activitiesOf(
  before: KnownActivity,
  version: number,
  meanwhile: (put: Collection<KnownActivity>['put']) => void,
) {
  let kept = { document: before, version };
  let reads = 0;
  const put = async (_: string, document: KnownActivity, at: SourcePosition): Promise<boolean> => {
    if (at.version <= kept.version) return false;
    kept = { document, version: at.version };
    return true;
  };
  const get = async (): Promise<KnownActivity> => {
    const { document } = kept;
    reads += 1;
    if (reads === 1) meanwhile(put);
    return document;
  };
  // The parts of a read model that remembering stands on.
  return { activities: { get, put } } as unknown as NotificationViews;
}

const asked: ActivityEvent = { type: 'ActivityProposed', data: proposed() };
const place = (start: string): ActivityEvent => ({ type: 'ActivityConfirmed', data: confirmed({ start }) });

test('what another process has applied in between is what is known, and not what was read before it', async () => {
  const first = knownAfter(undefined, asked);
  const next = place('2026-07-09T01:00:00Z');
  const views = activitiesOf(first, 1, (put) => void put(STREAM, knownAfter(first, next), metaAt(2).source));
  const known = await remember(views, next, metaAt(2));
  expect(known.confirmed?.start).toBe('2026-07-09T01:00:00Z');
});

test('a repeated event finds what is newer, and changes nothing', async () => {
  const first = knownAfter(undefined, asked);
  const newest = knownAfter(knownAfter(first, place('2026-07-02T01:00:00Z')), place('2026-07-09T01:00:00Z'));
  const views = activitiesOf(newest, 3, () => {});
  const known = await remember(views, place('2026-07-02T01:00:00Z'), metaAt(2));
  expect(known.confirmed?.start).toBe('2026-07-09T01:00:00Z');
});
