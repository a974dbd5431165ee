import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, answerTo, CALENDAR_TYPE, headersOf } from './conditional.ts';
import type { KeptFeed } from './ready-feed.ts';

type Headers = Readonly<Record<string, string>>;

/** Headers as they go out, names and values in turn: the same for as long as the feed is. */
interface Heads {
  /** Headers beside the feed's own. */
  readonly more: Headers;
  /** By what else an answer may be: see `placeOf`. */
  readonly all: (string[] | undefined)[];
}

const heads = new WeakMap<KeptFeed, Heads>();

function headsOf(feed: KeptFeed, more: Headers): Heads {
  const known = heads.get(feed);
  if (known?.more === more) return known;
  const none: Heads = { more, all: [] };
  heads.set(feed, none);
  return none;
}

const placeOf = ({ status, gzip, etag }: Answer, feed: KeptFeed): number =>
  (status === 304 ? 1 : 0) + (gzip ? 2 : 0) + (etag === feed.etag ? 4 : 0);

function headOf(feed: KeptFeed, answer: Answer, more: Headers, length: number): string[] {
  const { all } = headsOf(feed, more);
  const place = placeOf(answer, feed);
  const known = all[place];
  if (known) return known;
  const head = Object.entries({
    ...headersOf(answer, feed),
    ...more,
    ...(answer.status === 200 && { 'Content-Type': CALENDAR_TYPE, 'Content-Length': String(length) }),
  }).flat();
  all[place] = head;
  return head;
}

const NO_MORE: Headers = {};

/**
 * Sends a feed that is ready, with the bytes and headers the ordinary route would send and those of `more`. The status; or
 * undefined, and nothing is sent, where the bytes that are wanted, gzipped or not, are not at hand.
 */
export function sendReady(
  { headers }: IncomingMessage,
  response: ServerResponse,
  feed: KeptFeed,
  more: Headers = NO_MORE,
): number | undefined {
  const answer = answerTo(headers, feed);
  if (answer.status === 304) {
    response.writeHead(304, headOf(feed, answer, more, 0)).end();
    return 304;
  }
  const body = answer.gzip ? feed.gzip : feed.bytes;
  if (!body) return undefined;
  // For HEAD, node:http leaves the body out by itself.
  response.writeHead(200, headOf(feed, answer, more, body.byteLength)).end(body);
  return 200;
}
