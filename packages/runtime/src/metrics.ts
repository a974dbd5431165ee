import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type Registers = Registry[];

const decidingIn = (registers: Registers) => ({
  commits: new Counter({
    name: 'huitang_commits_total',
    help: 'Commits appended to the log',
    labelNames: ['service'],
    registers,
  }),
  commitSeconds: new Histogram({
    name: 'huitang_commit_seconds',
    help: 'Time until an append to the log was answered, whatever the answer',
    labelNames: ['service'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  conflicts: new Counter({
    name: 'huitang_conflicts_total',
    help: 'Appends that met a newer version and were decided again',
    labelNames: ['service'],
    registers,
  }),
});

const relayIn = (registers: Registers) => ({
  published: new Counter({
    name: 'huitang_published_total',
    help: 'Public events handed to the bus',
    labelNames: ['service'],
    registers,
  }),
  publishSeconds: new Histogram({
    name: 'huitang_publish_seconds',
    help: 'Time from a commit until the bus had its public events',
    labelNames: ['service'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  }),
  relayLag: new Gauge({
    name: 'huitang_relay_lag_seconds',
    help: 'Age of the oldest commit whose public events are not on the bus; 0 for none',
    labelNames: ['service'],
    registers,
  }),
  relayWaiting: new Gauge({
    name: 'huitang_relay_waiting_commits',
    help: 'Commits whose public events are not on the bus; counted up to 10000',
    labelNames: ['service'],
    registers,
  }),
});

const hearingIn = (registers: Registers) => ({
  consumed: new Counter({
    name: 'huitang_consumed_total',
    help: 'Events a consumer group has handled',
    labelNames: ['group', 'outcome'],
    registers,
  }),
  busLag: new Gauge({ name: 'huitang_bus_lag', help: 'Events published and not yet handled', registers }),
  consumerLag: new Gauge({
    name: 'huitang_consumer_lag',
    help: 'Events published and not yet handled by a consumer group, of those that are for this process',
    labelNames: ['group'],
    registers,
  }),
  consumerWaiting: new Gauge({
    name: 'huitang_consumer_waiting_seconds',
    help: 'How long the event that waits for longest has been waiting for this process to handle it; 0 for none',
    labelNames: ['group'],
    registers,
  }),
  parkedStreams: new Gauge({
    name: 'huitang_parked_streams',
    help: 'Streams set aside after a failure',
    labelNames: ['service', 'group'],
    registers,
  }),
});

const deliveringIn = (registers: Registers) => ({
  deliveries: new Counter({
    name: 'huitang_deliveries_total',
    help: 'Messages sent to people, by outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  }),
  deliveriesDue: new Gauge({
    name: 'huitang_deliveries_due',
    help: 'Messages to people whose time has come and that are not sent; counted up to 1000',
    registers,
  }),
  deliveriesOverdue: new Gauge({
    name: 'huitang_deliveries_overdue',
    help: 'Those of them due for longer than a minute, half an hour where it is not by mail',
    registers,
  }),
});

const announcingIn = (registers: Registers) => ({
  announcementsOverdue: new Gauge({
    name: 'huitang_announcements_overdue',
    help: 'Activities whose time to be announced came more than a minute ago; counted up to 1000',
    registers,
  }),
});

/** The numbers that answer "is anything stuck?". One registry a process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'huitang_http_request_seconds',
      help: 'Time to answer an HTTP request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    readyFeeds: new Counter({
      name: 'huitang_ready_feeds_total',
      help: 'Calendar feeds sent from memory, before routing',
      labelNames: ['route', 'status'],
      registers,
    }),
    ...decidingIn(registers),
    ...relayIn(registers),
    ...hearingIn(registers),
    ...deliveringIn(registers),
    ...announcingIn(registers),
    notMeasured: new Gauge({
      name: 'huitang_not_measured',
      help: '1 while a gauge could not be brought up to date and is left out',
      labelNames: ['measure'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
