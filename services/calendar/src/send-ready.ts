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

/** How a feed answers a request, where what it takes is at hand. */
export interface ReadyAnswer {
  readonly answer: Answer;
  /** Of a 200. */
  readonly body: Buffer | undefined;
}

/** Undefined where the bytes that are wanted, gzipped or not, are not at hand. */
export function readyAnswer({ headers }: IncomingMessage, feed: KeptFeed): ReadyAnswer | undefined {
  const answer = answerTo(headers, feed);
  if (answer.status === 304) return { answer, body: undefined };
  const body = answer.gzip ? feed.gzip : feed.bytes;
  return body && { answer, body };
}

type Ready = KeptFeed | undefined;

/** What `serve` says of a feed that is there, now or when it has been looked up; false where there is none. */
export function whenReady(
  found: Ready | Promise<Ready>,
  serve: (feed: KeptFeed) => boolean,
): boolean | Promise<boolean> {
  const served = (feed: Ready): boolean => feed !== undefined && serve(feed);
  return found instanceof Promise ? found.then(served) : served(found);
}

const NO_MORE: Headers = {};

/** Sends it with the bytes and headers the ordinary route would send and those of `more`. The status. */
export function sendReady(
  response: ServerResponse,
  feed: KeptFeed,
  { answer, body }: ReadyAnswer,
  more: Headers = NO_MORE,
): number {
  // For HEAD, node:http leaves the body out by itself.
  response.writeHead(answer.status, headOf(feed, answer, more, body?.byteLength ?? 0)).end(body);
  return answer.status;
}
