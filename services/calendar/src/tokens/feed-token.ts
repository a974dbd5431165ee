import { hash, timingSafeEqual } from 'node:crypto';
import type { PrivateFeed } from '../domain/feed.ts';

/** What is kept of a secret: it has 256 random bits, so that a plain hash tells nothing of it. */
export const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');

/** Leave to follow one private feed. Its secret is known to its holder alone. */
export interface FeedToken {
  readonly id: string;
  readonly feed: PrivateFeed;
  /** What its holder calls it: a device, a desk. */
  readonly label: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly hash: string;
  /** The secret before the last one: good for a while, so that a device can be told the new one in peace. */
  readonly earlier?: { readonly hash: string; readonly until: string };
  /** The command that made the secret. */
  readonly rotatedBy?: string;
  readonly revokedAt?: string;
}

/** `<id>.<secret>`: how an address names both. */
const TOKEN = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** Undefined for any text that no token could be. */
export function parseToken(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = TOKEN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

// As long as it takes, whatever was guessed.
const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Until when (milliseconds) the secret opens the feed; undefined where it does not at `now`. */
export function opensUntil({ hash, earlier, revokedAt }: FeedToken, secret: string, now: number): number | undefined {
  if (revokedAt !== undefined) return undefined;
  const shown = hashOf(secret);
  if (isSame(shown, hash)) return Number.POSITIVE_INFINITY;
  const until = Date.parse(earlier?.until ?? '');
  return earlier && now < until && isSame(shown, earlier.hash) ? until : undefined;
}

/** True when the secret opens the feed at `now` (milliseconds). */
export const opens = (token: FeedToken, secret: string, now: number): boolean =>
  opensUntil(token, secret, now) !== undefined;

/**
 * A new secret; the one until now is good until `until`. The same command repeated, whose answer was lost, makes another
 * one in the place of its own: what its holder's device has goes on as it was promised.
 */
export function rotated(token: FeedToken, secret: string, until: string, commandId: string): FeedToken {
  const next = { ...token, hash: hashOf(secret), rotatedBy: commandId };
  return token.rotatedBy === commandId ? next : { ...next, earlier: { hash: token.hash, until } };
}
