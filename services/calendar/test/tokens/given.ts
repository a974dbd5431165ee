import { type FeedToken, hashOf } from '../../src/tokens/feed-token.ts';

export const ID = '00000000-0000-4000-8000-000000000001';

/** A secret as long as real ones. */
export const secretOf = (letter: string): string => letter.repeat(43);

/** Opened by the secret of `a`. */
export const token = (changes: Partial<FeedToken> = {}): FeedToken => ({
  id: ID,
  feed: { type: 'organization', organizationId: 'branch' },
  label: 'phone',
  createdBy: 'demo',
  createdAt: '2026-06-01T00:00:00.000Z',
  hash: hashOf(secretOf('a')),
  ...changes,
});
