import { z } from 'zod';
import type { PrivateFeed } from '../domain/feed.ts';
import { qrSvg } from '../qr.ts';
import { SubscribeLinks, subscribeLinks } from '../subscribe.ts';
import type { FeedToken } from './feed-token.ts';
import type { Fetch } from './token-store.ts';

/** Whose private feed: an organization's, a guide's or lecturer's, that of a center's crews. */
export const FeedOwner = z.strictObject({
  type: z.enum(['organization', 'person', 'crew', 'canteen']),
  id: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'the id of an organization, of a person of the staff, or of a center'),
});
export type FeedOwner = z.infer<typeof FeedOwner>;

export const TokenDocument = z.object({
  id: z.string(),
  feed: FeedOwner,
  label: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Until then the address before the last rotation works too. */
  earlierUntil: z.string().optional(),
  revokedAt: z.string().optional(),
  /** When a calendar came with it last; absent before the first time. */
  lastFetchedAt: z.string().optional(),
  /** What came, as it called itself. */
  lastAgent: z.string().optional(),
  /** Only in the answer that makes the secret, and never again. */
  url: z.string().optional(),
  links: SubscribeLinks.optional(),
  /** The QR code of `url`, as SVG. */
  qrSvg: z.string().optional(),
});
export type TokenDocument = z.infer<typeof TokenDocument>;

export function feedOf({ type, id }: FeedOwner): PrivateFeed {
  switch (type) {
    case 'organization':
      return { type, organizationId: id };
    case 'person':
      return { type, personId: id };
    case 'crew':
    case 'canteen':
      return { type, centerId: id };
  }
}

function ownerOf(feed: PrivateFeed): FeedOwner {
  switch (feed.type) {
    case 'organization':
      return { type: feed.type, id: feed.organizationId };
    case 'person':
      return { type: feed.type, id: feed.personId };
    case 'crew':
    case 'canteen':
      return { type: feed.type, id: feed.centerId };
  }
}

/** What may be told of a token: never its hash. `url` only to whoever has just been given the secret. */
export function tokenDocument(token: FeedToken, fetch: Fetch | undefined, url?: string): TokenDocument {
  const { id, feed, label, createdAt, createdBy, earlier, revokedAt } = token;
  return {
    id,
    feed: ownerOf(feed),
    label,
    createdAt,
    createdBy,
    ...(earlier && { earlierUntil: earlier.until }),
    ...(revokedAt && { revokedAt }),
    ...(fetch && { lastFetchedAt: fetch.at }),
    ...(fetch?.agent && { lastAgent: fetch.agent }),
    ...(url && { url, links: subscribeLinks(url, label), qrSvg: qrSvg(url) }),
  };
}
