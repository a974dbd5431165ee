import { randomUUID } from 'node:crypto';
import { type PublicEvents, type PublicEventType, positionText } from '@huitang/contracts';
import {
  type BusHandler,
  type Clock,
  createLogger,
  createMetrics,
  type Host,
  type Platform,
  startHost,
} from '@huitang/runtime';
import { calendar } from '../src/index.ts';
import { memoryRecords } from './memory-records.ts';
import { memoryViews } from './memory-views.ts';

/** Wednesday, 09:00 in Shanghai. */
export const NOW = Date.parse('2026-07-01T01:00:00Z');

/** What whoever waits for another process waits for at most before it looks again. */
const SHORT_MS = 500;

function handClock(): Clock & { set(ms: number): void } {
  let now = NOW;
  return {
    now: () => now,
    set: (ms) => {
      now = ms;
    },
    after(ms, task) {
      // Short waits move the clock, so that nothing here waits for real; long ones never end.
      if (ms > SHORT_MS) return () => {};
      const timer = setImmediate(() => {
        now += ms;
        task();
      });
      return () => clearImmediate(timer);
    },
  };
}

const unused = (): never => {
  throw new Error('not part of this world');
};

export interface World {
  readonly clock: ReturnType<typeof handClock>;
  readonly memory: ReturnType<typeof memoryViews>;
  readonly host: Host;
  /** An event as the bus would bring it: the next of its stream. Gives its position. */
  say<T extends PublicEventType>(stream: string, type: T, data: PublicEvents[T]): Promise<string>;
  /** The same message once more. */
  repeat(): Promise<void>;
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Response>;
  text(path: string): Promise<string>;
  /** The path of a private feed, of a new token. */
  secretPath(type: string, id: string): Promise<string>;
  stop(): Promise<void>;
}

/** The service on a hand-driven platform, behind a real HTTP server. */
export async function world(): Promise<World> {
  const clock = handClock();
  const memory = memoryViews();
  const said: unknown[] = [];
  const versions = new Map<string, number>();
  const handlers: BusHandler[] = [];
  const hear = async (message: unknown): Promise<void> => {
    for (const handle of handlers) await handle(message);
  };
  const platform: Platform = {
    log: () => ({
      appendsInOrder: true,
      publishes: true,
      read: async () => [],
      append: unused,
      findCommand: async () => undefined,
      unpublished: async () => [],
      markPublished: unused,
      all: unused,
    }),
    bus: {
      publish: unused,
      async subscribe(_group, _topics, handle) {
        handlers.push(handle);
        return { close: async () => {} };
      },
      parked: async () => [],
      replayParked: async () => 0,
      rewind: async () => {},
      lag: async () => 0,
      idle: async () => {},
    },
    views: memory.views,
    records: memoryRecords(),
    vault: { get: async () => ({ name: '衡山第一党支部' }), put: unused, subjects: unused, erase: unused },
    clock,
    ids: { uuid: randomUUID, orderedUuid: randomUUID, secret: () => 'x'.repeat(43), fraction: () => 0.5 },
    mailer: { send: unused },
    http: { send: unused } as never,
    principals: { of: async () => ({ id: 'demo', roles: ['administrator'], language: 'zh' }) },
    ticker: { every: () => async () => {} },
    installation: {
      publicUrl: 'http://localhost:8080',
      uidDomain: 'huitang.example',
      mailFrom: 'a@huitang.example',
      version: '0',
    },
    logger: createLogger('silent'),
    metrics: createMetrics(),
    history: async () => [],
    ready: async () => {},
    close: async () => {},
  };
  const host = await startHost(platform, [calendar], { port: 0, host: '127.0.0.1' });
  const get: World['get'] = (path, headers = {}, method = 'GET') =>
    fetch(`${host.address}${path}`, { headers: { 'accept-encoding': 'identity', ...headers }, method });
  return {
    clock,
    memory,
    host,
    async say(stream, type, data) {
      const version = (versions.get(stream) ?? 0) + 1;
      versions.set(stream, version);
      const body = {
        specversion: '1.0',
        id: `${stream}@${version}.0`,
        source: '/services/test',
        type,
        subject: stream,
        time: new Date(clock.now()).toISOString(),
        datacontenttype: 'application/json',
        streamversion: version,
        eventindex: 0,
        ...(version > 1 && { previous: positionText({ version: version - 1, index: 0 }) }),
        commandid: 'c',
        partitionkey: 'k',
        data: JSON.parse(JSON.stringify(data)),
      };
      said.push(body);
      await hear(body);
      return `${stream}@${version}.0`;
    },
    repeat: () => hear(said.at(-1)),
    get,
    text: async (path) => (await get(path)).text(),
    async secretPath(type, id) {
      const made = await fetch(`${host.address}/api/feeds/private`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ feed: { type, id }, label: 'phone' }),
      });
      const { url } = (await made.json()) as { url: string };
      return new URL(url).pathname;
    },
    stop: () => host.stop(),
  };
}
