import type { Request, Response } from 'express';
import { messageOf } from '../faults.ts';
import type { Logger } from '../logger.ts';
import type { Clock } from '../ports/clock.ts';
import { problem, type Reply, type ServerSentEvent } from './problem.ts';
import { send } from './send.ts';

/** Of one process: a quarter of what it answers at once, so that readers who stay leave room for those who ask. */
const STREAMS_MAX = 500;
/** Sooner than proxies close what says nothing (nginx: 60 s), and often enough to notice readers that are gone. */
const HEARTBEAT_MS = 20_000;
/** Whoever takes nothing for so long is gone. */
const STUCK_MS = 60_000;

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  // A proxy that collects an answer would collect this one for ever.
  'X-Accel-Buffering': 'no',
  Connection: 'close',
} as const;

/** One event as the HTML standard writes it (section 9.2.6): a line of data for each line of the text. */
const framed = ({ id, event, data }: ServerSentEvent): string =>
  [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...data.split(/\r\n|\r|\n/).map((line) => `data: ${line}`),
  ].join('\n');

export interface EventStreams {
  /** Sends the events of a reply until they end, the reader goes, or all of them are ended; refuses too many. */
  open(request: Request, response: Response, reply: Reply): void;
  /** Ends all of them, and refuses new ones from now on. */
  end(): void;
}

/** Resolves when the reader has taken what was written, or is gone. */
function taken(response: Response, clock: Clock, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(STUCK_MS, () => response.destroy());
    const done = (): void => {
      callOff();
      response.off('drain', done);
      ended.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    ended.addEventListener('abort', done);
  });
}

/** Says now and then that nothing is new. */
function heartbeats(response: Response, clock: Clock): () => void {
  let callOff = (): void => {};
  const beat = (): void => {
    callOff = clock.after(HEARTBEAT_MS, () => {
      if (!response.writableNeedDrain) response.write(': nothing new\n\n');
      beat();
    });
  };
  beat();
  return () => callOff();
}

/** The replies of a process that go on: server-sent events, whose readers stay. */
export function eventStreams({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): EventStreams {
  const open = new Set<AbortController>();
  let isOver = false;

  async function tell(response: Response, events: NonNullable<Reply['events']>, ended: AbortSignal): Promise<void> {
    for await (const event of events(ended)) {
      if (ended.aborted) return;
      if (!response.write(`${framed(event)}\n\n`)) await taken(response, clock, ended);
      // Nothing more is asked for when nobody is there to take it.
      if (ended.aborted) return;
    }
  }

  return {
    open(request, response, reply) {
      const { events, headers = {} } = reply;
      if (!events || isOver || open.size >= STREAMS_MAX) {
        return send(request, response, problem(503, 'too-many-readers', `at most ${STREAMS_MAX} at once`));
      }
      response.status(reply.status).set({ ...headers, ...HEADERS });
      if (request.method === 'HEAD') return void response.end();
      const ended = new AbortController();
      open.add(ended);
      response.once('close', () => ended.abort());
      response.write('retry: 2000\n\n');
      const stopHeartbeats = heartbeats(response, clock);
      tell(response, events, ended.signal)
        .catch((error: unknown) => logger.error({ error: messageOf(error) }, 'events broke off'))
        .finally(() => {
          stopHeartbeats();
          open.delete(ended);
          response.end();
        });
    },
    end() {
      isOver = true;
      for (const ended of open) ended.abort();
    },
  };
}
