import { line, timestampOf } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type PrivateFeed, privateKey } from '../domain/feed.ts';
import { type OrganizationName, privateSubjectOf } from '../subject.ts';
import type { CalendarViews } from '../views.ts';
import { type FeedToken, hashOf, rotated } from './feed-token.ts';
import { FeedOwner, feedOf, TokenDocument, tokenDocument } from './token-document.ts';
import type { TokenStore } from './token-store.ts';

const tag = 'Calendar feeds';
const HOUR_MS = 3_600_000;

const OneToken = z.object({ id: z.uuid() });
const Asked = z.strictObject({ feed: FeedOwner, label: line(100) });
const Rotation = z.strictObject({
  /** How long the address until now goes on working. */
  graceHours: z.int().min(0).max(720).default(168),
});

const unknownToken = (): Reply => fieldProblem(404, 'unknown-token', 'id', 'the id of a token');

interface TokenContext {
  readonly platform: Platform;
  readonly views: CalendarViews;
  readonly store: TokenStore;
  readonly nameOf: OrganizationName;
  readonly devicesPerFeed: number;
}

const addressOf = ({ installation }: Platform, id: string, secret: string): string =>
  `${installation.publicUrl}/f/${id}.${secret}.ics`;

/** Undefined where a feed may have one more address; whoever asks again for one that was made is not one more. */
async function tooMany(
  { store, devicesPerFeed }: TokenContext,
  feed: PrivateFeed,
  id: string,
): Promise<Reply | undefined> {
  const tokens = await store.ofFeed(privateKey(feed));
  if (tokens.some((token) => token.id === id)) return undefined;
  const open = tokens.filter(({ revokedAt }) => revokedAt === undefined);
  if (open.length < devicesPerFeed) return undefined;
  return fieldProblem(
    409,
    'too-many-tokens',
    'feed',
    `at most ${devicesPerFeed} addresses at a time: revoke one first`,
  );
}

function createRoute(context: TokenContext): Route {
  const { platform, views, store, nameOf } = context;
  const { clock, ids } = platform;
  return route<undefined, undefined, z.infer<typeof Asked>>({
    method: 'post',
    path: '/api/feeds/private',
    operationId: 'createFeedToken',
    tag,
    summary: 'An address of a private feed, one for each device; it is shown once, and repeated without it',
    body: Asked,
    responses: {
      200: { description: 'it was made before: its address is told no more', schema: TokenDocument },
      201: { description: 'the token with its address', schema: TokenDocument },
    },
    problems: { 'unknown-feed': 404, 'too-many-tokens': 409 },
    async handle({ body, principal, createdId }) {
      const feed = feedOf(body.feed);
      if (!(await privateSubjectOf(views, nameOf, feed))) {
        return fieldProblem(404, 'unknown-feed', 'feed.id', 'the id of somebody or something that has such a feed');
      }
      const full = await tooMany(context, feed, createdId);
      if (full) return full;
      const secret = ids.secret();
      const token: FeedToken = {
        id: createdId,
        feed,
        label: body.label,
        createdBy: principal.id,
        createdAt: timestampOf(clock.now()),
        hash: hashOf(secret),
      };
      if (await store.add(token)) {
        return { status: 201, body: tokenDocument(token, undefined, addressOf(platform, createdId, secret)) };
      }
      const kept = (await store.get(createdId)) ?? token;
      return { status: 200, body: tokenDocument(kept, await store.lastFetch(createdId)) };
    },
  });
}

const listRoute = ({ store }: TokenContext): Route =>
  route({
    method: 'get',
    path: '/api/feeds/private',
    operationId: 'listFeedTokens',
    tag,
    summary: 'The tokens of a private feed with when a calendar came last; never their addresses',
    query: FeedOwner,
    responses: { 200: { description: 'by id', schema: z.object({ items: z.array(TokenDocument) }) } },
    async handle({ query }) {
      const tokens = await store.ofFeed(privateKey(feedOf(query)));
      const items = await Promise.all(
        tokens.map(async (token) => tokenDocument(token, await store.lastFetch(token.id))),
      );
      return { status: 200, body: { items } };
    },
  });

function rotateRoute({ platform, store }: TokenContext): Route {
  const { clock, ids } = platform;
  return route<z.infer<typeof OneToken>, undefined, z.infer<typeof Rotation>>({
    method: 'post',
    path: '/api/feeds/private/{id}/rotate',
    operationId: 'rotateFeedToken',
    tag,
    summary: 'A new address; the one until now works for a while, so that a device can be changed over',
    params: OneToken,
    body: Rotation,
    responses: { 200: { description: 'the token with its new address', schema: TokenDocument } },
    problems: { 'unknown-token': 404, 'token-revoked': 409 },
    async handle({ params, body, commandId }) {
      const token = await store.get(params.id);
      if (!token) return unknownToken();
      if (token.revokedAt) return fieldProblem(409, 'token-revoked', 'id', 'a token that has not been revoked');
      const secret = ids.secret();
      const next = rotated(token, secret, timestampOf(clock.now() + body.graceHours * HOUR_MS), commandId);
      await store.put(next);
      const fetch = await store.lastFetch(token.id);
      return { status: 200, body: tokenDocument(next, fetch, addressOf(platform, token.id, secret)) };
    },
  });
}

const revokeRoute = ({ platform: { clock }, store }: TokenContext): Route =>
  route({
    method: 'delete',
    path: '/api/feeds/private/{id}',
    operationId: 'revokeFeedToken',
    tag,
    summary: 'Revoke a token: from now on its address is answered as one that never was',
    params: OneToken,
    responses: { 200: { description: 'the token, revoked', schema: TokenDocument } },
    problems: { 'unknown-token': 404 },
    async handle({ params }) {
      const token = await store.get(params.id);
      if (!token) return unknownToken();
      const revokedAt = token.revokedAt ?? (await store.revoke(token.id, timestampOf(clock.now())));
      return { status: 200, body: tokenDocument({ ...token, revokedAt }, await store.lastFetch(token.id)) };
    },
  });

/** Addresses of private feeds: made, listed, changed, revoked. */
export const tokenRoutes = (context: TokenContext): readonly Route[] => [
  createRoute(context),
  listRoute(context),
  rotateRoute(context),
  revokeRoute(context),
];
