import { describe, expect, test } from '@jest/globals';
import { hashOf, rotated } from '../../src/tokens/feed-token.ts';
import { openedAddresses } from '../../src/tokens/opened-addresses.ts';
import { recentTokens } from '../../src/tokens/recent-tokens.ts';
import { tokenStore } from '../../src/tokens/token-store.ts';
import { memoryRecords } from '../memory-records.ts';
import { ID, secretOf, token } from './given.ts';

const addressOf = (letter: string, query = ''): string => `/f/${ID}.${secretOf(letter)}.ics${query}`;
const START = Date.parse('2026-07-01T00:00:00Z');

async function given() {
  const clock = { ms: START, now: () => clock.ms, after: () => () => {} };
  const tokens = recentTokens(tokenStore(memoryRecords()), clock, () => {});
  await tokens.add(token());
  const openedBy = openedAddresses(tokens, clock);
  return { clock, tokens, openedBy };
}

describe('an address', () => {
  test('opens nothing until its token was looked up, and then the same each time', async () => {
    const { tokens, openedBy } = await given();
    expect(openedBy(addressOf('a'))).toBeUndefined();
    await tokens.get(ID);
    const first = openedBy(addressOf('a'));
    expect(first?.tokenId).toBe(ID);
    expect(openedBy(addressOf('a'))).toEqual(first);
    expect(openedBy(addressOf('a', '?lang=en'))?.key).not.toBe(first?.key);
  });

  test('with another secret opens nothing, also after the right one was shown', async () => {
    const { tokens, openedBy } = await given();
    await tokens.get(ID);
    openedBy(addressOf('a'));
    expect(openedBy(addressOf('b'))).toBeUndefined();
    expect(openedBy(addressOf('a', '?from=2026-07-01T00:00:00Z'))).toBeUndefined();
  });

  test('opens nothing as soon as its token was revoked, looked up again or not', async () => {
    const { tokens, openedBy } = await given();
    await tokens.get(ID);
    openedBy(addressOf('a'));
    await tokens.revoke(ID, new Date(START).toISOString());
    expect(openedBy(addressOf('a'))).toBeUndefined();
    await tokens.get(ID);
    expect(openedBy(addressOf('a'))).toBeUndefined();
  });

  test('that was rotated opens until its time of grace is over', async () => {
    const { clock, tokens, openedBy } = await given();
    await tokens.put(rotated(token(), secretOf('b'), new Date(START + 10).toISOString(), 'rotate'));
    await tokens.get(ID);
    clock.ms = START + 9;
    expect(openedBy(addressOf('a'))).toBeDefined();
    clock.ms = START + 10;
    expect(openedBy(addressOf('a'))).toBeUndefined();
    expect(openedBy(addressOf('b'))).toBeDefined();
  });

  test('is tried anew when another process has given its token another secret', async () => {
    const clock = { ms: START, now: () => clock.ms, after: () => () => {} };
    const store = tokenStore(memoryRecords());
    const tokens = recentTokens(store, clock, () => {});
    const openedBy = openedAddresses(tokens, clock);
    await store.add(token());
    await tokens.get(ID);
    expect(openedBy(addressOf('a'))).toBeDefined();
    await store.put(token({ hash: hashOf(secretOf('b')) }));
    await tokens.get(ID);
    expect(openedBy(addressOf('a'))).toBeUndefined();
    expect(openedBy(addressOf('b'))).toBeDefined();
  });
});
