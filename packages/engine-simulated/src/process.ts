import {
  type EventLog,
  Fault,
  type HttpClient,
  type Installation,
  type Platform,
  type Principal,
} from '@huitang/runtime';
import { simulatedClock } from './ports/clock.ts';
import { eventBus } from './ports/event-bus.ts';
import { eventLog, streamKey } from './ports/event-log.ts';
import { simulatedIds } from './ports/ids.ts';
import { simulatedMailer } from './ports/mailer.ts';
import { records } from './ports/records.ts';
import { simulatedTicker } from './ports/ticker.ts';
import { vault } from './ports/vault.ts';
import { views } from './ports/views/views.ts';
import type { Caller } from './storage/calls.ts';
import type { Inside } from './world.ts';

export interface ProcessOptions {
  /** Of two processes of one service each has its own: `room-allocation-2`. */
  readonly name: string;
  /** Whose records and views it has: those of a service, or of all. */
  readonly database: string;
}

/** A platform of the world for as long as its process lives. What it has under way at its end never comes back. */
export interface SimulatedProcess extends Caller {
  readonly platform: Platform;
  /** By how much its clock is wrong from now on. */
  setSkew(ms: number): void;
  /** It does nothing for so long, and then goes on as if nothing had been. */
  stall(ms: number): void;
}

const INSTALLATION: Installation = {
  publicUrl: 'http://localhost:8080',
  uidDomain: 'huitang.example.org',
  mailFrom: '会堂 Huitang <huitang@example.org>',
  version: '0.0.0-simulated',
};

const EVERYBODY: Principal = { id: 'demo', roles: ['organizer', 'manager', 'administrator'], language: 'zh' };

const nobodyAnswers: HttpClient = {
  request: ({ url }) =>
    Promise.reject(new Fault('http-unreachable', `${new URL(url).host} did not answer`, { retriable: true })),
};

function historyOf({ history, storage }: Inside, caller: Caller): Platform['history'] {
  return (stream) =>
    storage.read(caller, { what: 'history', key: stream, of: streamKey(stream), effect: () => history(stream) });
}

/** The ports that hang on nothing but this process. */
function ownPorts(inside: Inside, caller: Caller, skewMs: () => number, purpose: string) {
  const { scheduler, random, calls, mails, trace } = inside;
  const clock = simulatedClock(scheduler, caller, skewMs);
  return {
    clock,
    ids: simulatedIds(random(`ids of ${purpose}`), clock.now),
    mailer: simulatedMailer({ caller, calls, random: random(`mails of ${purpose}`), delivered: mails, trace }),
    ticker: simulatedTicker(clock),
  };
}

function platformOf(inside: Inside, caller: Caller, database: string, own: ReturnType<typeof ownPorts>): Platform {
  const { durable, storage, broker, coordinator, scheduler, committed, metrics, logger } = inside;
  const context = { caller, storage, broker };
  const logs = new Map<string, EventLog>();
  function log(service: string): EventLog {
    const known = logs.get(service) ?? eventLog({ ...context, service, commits: durable.log(service), committed });
    logs.set(service, known);
    return known;
  }
  return {
    ...own,
    log,
    bus: eventBus({ ...context, ...own, coordinator, scheduler, logger }),
    views: views(caller, storage, durable.views(database)),
    records: records({
      caller,
      storage,
      rowsOf: (name) => durable.records(database, name),
      names: () => durable.recordSets(database),
      now: own.clock.now,
    }),
    vault: vault(caller, storage, durable.vault),
    http: nobodyAnswers,
    principals: { of: async () => EVERYBODY },
    installation: INSTALLATION,
    logger,
    // The same gauges, but another value: what is under way is known by it, and ends with the process.
    metrics: { ...metrics },
    history: historyOf(inside, caller),
    ready: async () => {
      const broken = storage.broken();
      if (broken) throw broken;
    },
    close: async () => {},
  };
}

export function createProcess(inside: Inside, { name, database }: ProcessOptions, age: number): SimulatedProcess {
  let alive = true;
  let skewMs = 0;
  let stalledUntil = 0;
  const { scheduler, coordinator } = inside;
  const caller: Caller = {
    name,
    isAlive: () => alive,
    stalledMs: () => Math.max(0, stalledUntil - scheduler.now()),
    crash() {
      if (!alive) return;
      alive = false;
      inside.ended(simulated);
    },
  };
  const own = ownPorts(inside, caller, () => skewMs, `${name}/${age}`);
  const simulated: SimulatedProcess = {
    ...caller,
    platform: platformOf(inside, caller, database, own),
    setSkew(ms) {
      skewMs = ms;
    },
    stall(ms) {
      stalledUntil = scheduler.now() + ms;
      coordinator.stalled(caller);
    },
  };
  return simulated;
}
