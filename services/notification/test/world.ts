import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PublicEvents, type PublicEventType, positionText } from '@huitang/contracts';
import { openEmbedded } from '@huitang/engine-embedded';
import {
  type BusMessage,
  busMessagesOf,
  type Clock,
  type Commit,
  createLogger,
  createMetrics,
  type EventLog,
  type Fault,
  type Host,
  type HttpClient,
  type Ids,
  type Mail,
  type Mailer,
  messagesOf,
  type Platform,
  rewindConsumer,
  type Service,
  startHost,
} from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { notification } from '../src/index.ts';
import { NOW, openedCenter } from './given.ts';

/** A clock that stands still until it is moved; timers run in real time. */
export interface HandClock extends Clock {
  moveTo(instant: string): void;
  pass(ms: number): void;
}

function handClock(): HandClock {
  let now = NOW;
  return {
    now: () => now,
    after(ms, task) {
      const timer = setTimeout(task, ms).unref();
      return () => clearTimeout(timer);
    },
    moveTo(instant) {
      now = Date.parse(instant);
    },
    pass(ms) {
      now += ms;
    },
  };
}

/** A next hop that takes everything, or fails as it is told. */
export interface HandMailer extends Mailer {
  readonly taken: Mail[];
  /** What to do with the coming mails; undefined takes them. */
  refuse: ((mail: Mail) => Fault | undefined) | undefined;
}

export function handMailer(): HandMailer {
  const mailer: HandMailer = {
    taken: [],
    refuse: undefined,
    async send(mail) {
      const fault = mailer.refuse?.(mail);
      if (fault) throw fault;
      mailer.taken.push(mail);
    },
  };
  return mailer;
}

export interface Entry {
  readonly message: string;
  readonly revision: number;
  readonly recipient: string;
  readonly channel: string;
  readonly state: string;
  readonly attempts: number;
  readonly at: string;
  readonly error?: string;
}

export interface World {
  readonly clock: HandClock;
  readonly mailer: HandMailer;
  platform: Platform;
  host: Host;
  /** An event as scheduling or room-allocation would say it, the next of its stream; resolves when it was heard. */
  say<T extends PublicEventType>(stream: string, type: T, data: PublicEvents[T]): Promise<void>;
  /** The same, kept in its owner's log and heard of by nobody until `publish`. */
  keep<T extends PublicEventType>(stream: string, type: T, data: PublicEvents[T]): Promise<void>;
  publish(): Promise<void>;
  /** One run of the service's tick that sends mails. */
  tick(): Promise<void>;
  /** One run of the tick that tells by all other channels. */
  post(): Promise<void>;
  /** The service once more on the same engine, as another process would run it. */
  instance(on?: Platform): Service;
  deliveries(activityId: string): Promise<readonly Entry[]>;
  /** What this service has said of deliveries, in its log. */
  said(): Promise<readonly { type: string; data: PublicEvents['NotificationFailed'] }[]>;
  request(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: unknown; text: string }>;
  /** The service stops and starts again, with what `between` does while it is down. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** The group starts from the beginning, as it does when what it remembers has another shape. */
  hearAgain(): Promise<void>;
  end(): Promise<void>;
}

const ids: Ids = { uuid: randomUUID, orderedUuid: randomUUID, secret: () => 'x'.repeat(43), fraction: () => 0.5 };

const ownerOf = (stream: string): string => (stream.startsWith('activity/') ? 'scheduling' : 'room-allocation');

/** `others`: what the services that are not part of this world have in their logs. */
function platformIn(dir: string, clock: Clock, mailer: Mailer, others: EventLog): Platform {
  const logger = createLogger('silent');
  const engine = openEmbedded({ dir, clock, ids, logger });
  return {
    log: (service) => engine.log(service),
    bus: engine.bus,
    views: engine.views,
    records: engine.records,
    vault: engine.vault,
    clock,
    ids,
    mailer,
    http: { request: () => Promise.reject(new Error('not part of this world')) },
    principals: {
      of: async () => ({ id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: 'zh' }),
    },
    ticker: { every: () => async () => {} },
    installation: {
      publicUrl: 'http://localhost:8080',
      uidDomain: 'huitang.example',
      mailFrom: 'Huitang <huitang@example.org>',
      version: '0',
    },
    logger,
    metrics: createMetrics(),
    history: async (stream) => (await others.read(stream)).flatMap((commit) => messagesOf(ownerOf(stream), commit)),
    ready: () => engine.ready(),
    close: () => engine.close(),
  };
}

const start = (platform: Platform): Promise<Host> =>
  startHost(platform, [notification], { port: 0, host: '127.0.0.1' });

const runOf = (service: Service | undefined, wanted: string): Promise<void> =>
  service?.ticks.find(({ name }) => name === wanted)?.run() ?? Promise.reject(new Error('no tick'));

const tickOf = (service: Service | undefined): Promise<void> => runOf(service, 'notification.deliveries');
const postOf = (service: Service | undefined): Promise<void> => runOf(service, 'notification.posts');

/** One event as the next commit of its stream. */
function commitOf(
  before: Commit | undefined,
  { stream, type, data, at }: { stream: string; type: string; data: unknown; at: string },
): Commit {
  const version = (before?.version ?? 0) + 1;
  return {
    stream,
    version,
    events: [{ type, data }],
    at,
    commandId: `command-of ${type}${version > 1 ? ` ${version}` : ''}`,
    ...(before && { follows: before.commandId }),
    bodyHash: '',
    causationId: null,
    principal: 'demo',
    previous: before ? positionText({ version: version - 1, index: 0 }) : null,
    partitionKey: 'tianping',
  };
}

/** The service on the real embedded engine, with one center, one organization, and time in the test's hand. */
export async function startWorld(change: { mailer?: Mailer; http?: HttpClient } = {}): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-notification-'));
  const clock = handClock();
  const mailer = handMailer();
  const others = new MemoryLog();
  const platform = {
    ...platformIn(dir, clock, change.mailer ?? mailer, others),
    ...(change.http && { http: change.http }),
  };
  const kept = new Map<string, Commit>();
  const unpublished: BusMessage[] = [];

  const world: World = {
    clock,
    mailer,
    platform,
    host: await start(platform),
    async keep(stream, type, data) {
      const service = ownerOf(stream);
      const commit = commitOf(kept.get(stream), { stream, type, data, at: new Date(clock.now()).toISOString() });
      kept.set(stream, commit);
      await others.append(commit);
      unpublished.push(...busMessagesOf(service, commit));
    },
    async publish() {
      await platform.bus.publish(unpublished.splice(0));
      await world.host.idle();
    },
    async say(stream, type, data) {
      await world.keep(stream, type, data);
      await world.publish();
    },
    tick: () => tickOf(world.host.services[0]),
    post: () => postOf(world.host.services[0]),
    instance: (on = world.platform) =>
      notification.create({
        platform: on,
        log: on.log('notification'),
        appended: () => {},
        conflicted: () => {},
      }),
    async deliveries(activityId) {
      const { status, json } = await world.request('GET', `/api/activities/${activityId}/deliveries`);
      if (status !== 200) throw new Error(`deliveries: ${status}`);
      return (json as { items: Entry[] }).items;
    },
    async said() {
      const { commits } = await platform.log('notification').all(undefined, 1_000);
      return commits.flatMap(({ events }) => events) as never;
    },
    async request(method, path, body, headers = {}) {
      const response = await fetch(`${world.host.address}${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: text === '' ? undefined : JSON.parse(text) };
    },
    async restart(between = async () => {}) {
      await world.host.stop();
      await between();
      world.host = await start(world.platform);
      await world.host.idle();
    },
    async hearAgain() {
      const consumer = world.host.services[0]?.consumers[0];
      if (!consumer) throw new Error('no consumer');
      await world.restart(() => rewindConsumer(world.platform, consumer));
    },
    async end() {
      await world.host.stop();
      await platform.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await platform.vault.put('organization/hengshan-branch', {
    name: '衡山居民区党支部',
    email: 'hengshan-branch@example.org',
    language: 'zh',
  });
  await world.say('center/tianping', 'CenterOpened', openedCenter());
  return world;
}

export { postOf, tickOf };
