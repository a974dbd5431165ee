import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerTo, CALENDAR_TYPE, headersOf } from './conditional.ts';
import type { ReadyFeed } from './ready-feed.ts';

type Answer = ReturnType<typeof answerTo>;

/** Headers as they go out, names and values in turn: the same for as long as the feed is. */
const heads = new WeakMap<ReadyFeed, Map<string, string[]>>();

function headsOf(feed: ReadyFeed): Map<string, string[]> {
  const known = heads.get(feed);
  if (known) return known;
  const none = new Map<string, string[]>();
  heads.set(feed, none);
  return none;
}

function headOf(feed: ReadyFeed, answer: Answer, more: Readonly<Record<string, string>>, length: number): string[] {
  const ofFeed = headsOf(feed);
  const key = `${answer.status}${answer.etag}${more['Cache-Control']}`;
  const known = ofFeed.get(key);
  if (known) return known;
  const head = Object.entries({
    ...headersOf(answer, feed),
    ...more,
    ...(answer.status === 200 && { 'Content-Type': CALENDAR_TYPE, 'Content-Length': String(length) }),
  }).flat();
  ofFeed.set(key, head);
  return head;
}

/**
 * Sends a feed that is ready, with the bytes and headers the ordinary route would send and those of `more`. The status; or
 * undefined, and nothing is sent, where its gzipped bytes are wanted and not made yet.
 */
export function sendReady(
  { headers }: IncomingMessage,
  response: ServerResponse,
  feed: ReadyFeed,
  more: Readonly<Record<string, string>> = {},
): number | undefined {
  const answer = answerTo(headers, feed);
  const body = answer.gzip ? feed.gzip : feed.bytes;
  if (answer.status === 304) {
    response.writeHead(304, headOf(feed, answer, more, 0)).end();
    return 304;
  }
  if (!body) return undefined;
  // For HEAD, node:http leaves the body out by itself.
  response.writeHead(200, headOf(feed, answer, more, body.byteLength)).end(body);
  return 200;
}
