import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

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
    commits: new Counter({
      name: 'huitang_commits_total',
      help: 'Commits appended to the log',
      labelNames: ['service'],
      registers,
    }),
    conflicts: new Counter({
      name: 'huitang_conflicts_total',
      help: 'Appends that met a newer version and were decided again',
      labelNames: ['service'],
      registers,
    }),
    published: new Counter({
      name: 'huitang_published_total',
      help: 'Public events handed to the bus',
      labelNames: ['service'],
      registers,
    }),
    consumed: new Counter({
      name: 'huitang_consumed_total',
      help: 'Events a consumer group has handled',
      labelNames: ['group', 'outcome'],
      registers,
    }),
    busLag: new Gauge({ name: 'huitang_bus_lag', help: 'Events published and not yet handled', registers }),
    parkedStreams: new Gauge({ name: 'huitang_parked_streams', help: 'Streams set aside after a failure', registers }),
    deliveries: new Counter({
      name: 'huitang_deliveries_total',
      help: 'Messages sent to people, by outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
