import { type Reply, type Route, route } from '@huitang/runtime';
import { z } from 'zod';
import { type FeedCall, FeedQuery, TEXT_TYPE } from '../answer-feed.ts';
import { feedResponses } from '../routes.ts';

/** A private feed, for whoever knows its address. */
export const privateFeedRoute = (answer: (token: string, call: FeedCall) => Promise<Reply>): Route =>
  route({
    method: 'get',
    path: '/f/{token}.ics',
    operationId: 'privateFeed',
    tag: 'Calendar feeds',
    summary: 'A private feed by its address; unknown, revoked and malformed addresses are answered alike',
    params: z.object({ token: z.string() }),
    query: FeedQuery,
    responses: {
      ...feedResponses,
      429: { description: 'asked for too often: come again when Retry-After says', contentType: TEXT_TYPE },
    },
    handle: (call) => answer(call.params.token, call),
  });
