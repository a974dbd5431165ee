import { describe, expect, test } from '@jest/globals';
import type { FeedToken } from '../../src/tokens/feed-token.ts';
import { recentTokens } from '../../src/tokens/recent-tokens.ts';
import { tokenStore } from '../../src/tokens/token-store.ts';
import { memoryRecords } from '../memory-records.ts';

const token = (label: string): FeedToken => ({
  id: 'a',
  feed: { type: 'crew', centerId: 'tianping' },
  label,
  createdBy: 'x',
  createdAt: '',
  hash: label,
});

function given() {
  const clock = { ms: 0, now: () => clock.ms, after: () => () => {} };
  const store = tokenStore(memoryRecords());
  const failures: unknown[] = [];
  return { clock, store, failures, recent: recentTokens(store, clock, (error) => failures.push(error)) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a token that was looked up', () => {
  test('is known for a second without asking again, and the second begins anew while it is shown', async () => {
    const { clock, store, recent } = given();
    await store.add(token('one'));
    expect(recent.peek('a')).toBeUndefined();
    await recent.get('a');
    clock.ms = 1_000;
    expect(recent.peek('a')?.token.label).toBe('one');
    await settled();
    clock.ms = 2_000;
    expect(recent.peek('a')?.token.label).toBe('one');
    await settled();
    clock.ms = 3_001;
    expect(recent.peek('a')).toBeUndefined();
  });

  test('is not known any more as soon as it is changed here', async () => {
    const { store, recent } = given();
    await store.add(token('one'));
    await recent.get('a');
    await recent.put(token('two'));
    expect(recent.peek('a')).toBeUndefined();
  });

  test('that was read before it was changed is not kept, though it arrives later', async () => {
    const { store, recent } = given();
    await store.add(token('one'));
    const reading = recent.get('a');
    await recent.put(token('two'));
    await reading;
    expect(recent.peek('a')?.token.label).not.toBe('one');
  });

  test('is noticed to be another when another process has changed it', async () => {
    const { clock, store, recent } = given();
    await store.add(token('one'));
    await recent.get('a');
    await store.put(token('two'));
    clock.ms = 600;
    recent.peek('a');
    await settled();
    expect(recent.peek('a')?.token.label).toBe('two');
  });

  test('is not known where the clock was set back', async () => {
    const { clock, store, recent } = given();
    clock.ms = 5_000;
    await store.add(token('one'));
    await recent.get('a');
    clock.ms = 4_000;
    expect(recent.peek('a')).toBeUndefined();
  });

  test('tells the last fetch that was noted here', async () => {
    const { store, recent } = given();
    await store.add(token('one'));
    await recent.get('a');
    await recent.fetched('a', { at: '2026-07-01T00:00:00.000Z', upTo: 7 });
    expect(recent.peek('a')?.fetch?.upTo).toBe(7);
  });
});
