import type { ChangeWentUnseen } from '@huitang/contracts';
import { createLogger } from '@huitang/runtime';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type OwnEntry, ownEntry } from '../../src/domain/own-entry.ts';
import type { FeedToken } from '../../src/tokens/feed-token.ts';
import type { Fetch, TokenStore } from '../../src/tokens/token-store.ts';
import { unseenLook } from '../../src/unseen/look.ts';
import type { Watched } from '../../src/unseen/watched.ts';
import { both, confirmed, idOf, roomClaim } from '../given.ts';

const CHANGED = Date.parse('2026-07-01T20:00:00Z');
const MINUTE = 60_000;
const guide = { ...roomClaim('guide-a'), role: 'guide', name: both('讲解员甲') };
const revised = (changes: Record<string, unknown> = {}): OwnEntry => {
  const change = { displayRevision: 1, displayChangedAt: '2026-07-01T20:00:00.000Z', claims: [roomClaim(), guide] };
  return ownEntry(confirmed({ ...change, ...changes }), undefined);
};

/** One change to be looked at, the calendars that follow it, and what is said of them. */
function given() {
  let now = CHANGED;
  const state = { own: revised() as OwnEntry | undefined, failing: false };
  const due = new Map<string, { value: Watched; dueAt: number }>();
  const change = {
    activityId: idOf(1),
    displayRevision: 1,
    displayChangedAt: revised().displayChangedAt,
    eventId: 'e',
  };
  due.set('change', { value: change, dueAt: CHANGED });
  const tokens = new Map<string, FeedToken[]>();
  const fetches = new Map<string, Fetch>();
  const said: ChangeWentUnseen[] = [];
  const store = {
    ofFeed: async (key: string) => tokens.get(key) ?? [],
    lastFetch: async (id: string) => fetches.get(id),
  } as Partial<TokenStore> as TokenStore;
  const look = unseenLook({
    clock: { now: () => now, after: () => () => {} },
    logger: createLogger('silent'),
    views: { own: { get: async () => state.own } as never },
    store,
    unseenMinutes: 30,
    watched: {
      due: async () => [...due].flatMap(([key, { value, dueAt }]) => (dueAt <= now ? [{ key, value }] : [])),
      putOff: async (key, value, dueAt) => void due.set(key, { value, dueAt }),
      done: async (key) => void due.delete(key),
    },
    async say(unseen) {
      if (state.failing) throw new Error('the log is away');
      said.push(unseen);
    },
  });
  return {
    state,
    due,
    said,
    /** A calendar that came at `at`, with all changes until `upTo`. */
    calendar(key: string, id: string, at: number, upTo: number, token: Partial<FeedToken> = {}): void {
      const feed = { type: 'organization', organizationId: 'secret-branch' } as const;
      const made = { id, feed, label: id, createdBy: 'x', createdAt: '', hash: 'x', ...token };
      tokens.set(key, [...(tokens.get(key) ?? []), made]);
      fetches.set(id, { at: new Date(at).toISOString(), upTo });
    },
    async after(minutes: number): Promise<void> {
      now = CHANGED + minutes * MINUTE;
      await look();
    },
  };
}

const ORGANIZATION = 'organization/secret-branch';

describe('a change to what begins soon', () => {
  let w: ReturnType<typeof given>;
  beforeEach(() => {
    w = given();
  });

  test('is told when a calendar has not come for it in time, once', async () => {
    w.calendar(ORGANIZATION, 'phone', CHANGED - 60 * MINUTE, CHANGED - 60 * MINUTE);
    w.calendar(ORGANIZATION, 'desk', CHANGED + MINUTE, CHANGED);
    await w.after(29);
    expect(w.said).toEqual([]);
    await w.after(30);
    await w.after(31);
    expect(w.said).toEqual([
      expect.objectContaining({ owner: { type: 'organization', id: 'secret-branch' }, calendars: 2, unseen: 1 }),
    ]);
    expect(w.due.size).toBe(0);
  });

  test('is not told when all have come, however late somebody looks', async () => {
    w.calendar(ORGANIZATION, 'phone', CHANGED + 29 * MINUTE, CHANGED);
    await w.after(60);
    expect(w.said).toEqual([]);
    expect(w.due.size).toBe(0);
  });

  test('is told of each owner alone', async () => {
    w.calendar(ORGANIZATION, 'phone', CHANGED + MINUTE, CHANGED);
    w.calendar('person/guide-a', 'tablet', CHANGED - MINUTE, CHANGED - MINUTE);
    await w.after(30);
    expect(w.said.map(({ owner }) => owner)).toEqual([{ type: 'person', id: 'guide-a' }]);
  });

  test.each([
    ['was revoked', { revokedAt: '2026-06-30T00:00:00Z' }, CHANGED - MINUTE],
    ['has not come for two weeks', {}, CHANGED - 15 * 24 * 60 * MINUTE],
  ])('is not told for a calendar that %s', async (_, token, at) => {
    w.calendar(ORGANIZATION, 'old', at, at, token);
    await w.after(30);
    expect(w.said).toEqual([]);
  });

  test('is over when it begins, and when there is a newer one', async () => {
    w.calendar(ORGANIZATION, 'phone', CHANGED - MINUTE, CHANGED - MINUTE);
    w.state.own = revised({ displayRevision: 2 });
    await w.after(30);
    expect([w.said.length, w.due.size]).toEqual([0, 0]);
    const other = given();
    other.calendar(ORGANIZATION, 'phone', CHANGED - MINUTE, CHANGED - MINUTE);
    await other.after(5 * 60);
    expect([other.said.length, other.due.size]).toEqual([0, 0]);
  });

  test('waits for the read model, and for a log that is away', async () => {
    w.calendar(ORGANIZATION, 'phone', CHANGED - MINUTE, CHANGED - MINUTE);
    w.state.own = undefined;
    await w.after(30);
    expect(w.due.size).toBe(1);
    w.state.own = revised();
    w.state.failing = true;
    await w.after(31);
    expect(w.due.size).toBe(1);
    w.state.failing = false;
    await w.after(32);
    expect(w.said).toHaveLength(1);
  });
});
