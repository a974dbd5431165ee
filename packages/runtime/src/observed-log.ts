import type { Metrics } from './metrics.ts';
import type { Clock } from './ports/clock.ts';
import type { Commit, EventLog } from './ports/event-log.ts';
import { needsPublishing } from './public-events.ts';
import type { Traces } from './tracing.ts';

interface ObservedBy {
  readonly service: string;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'commitSeconds'>;
  readonly traces: Traces;
  /** Hears of each commit that is in the log now, as it is there. */
  readonly appended: (commit: Commit) => void;
}

/** What others will hear of carries its trace; of whom nobody knows the cause, one begins here. */
function stamped(traces: Traces, commit: Commit): Commit {
  if (commit.traceparent !== undefined || !needsPublishing(commit)) return commit;
  return { ...commit, ...(traces.causeOf(commit)?.carried ?? traces.fresh()) };
}

/** A service's log that takes the time of its appends and writes into each commit the trace it belongs to. */
export function observedLog(log: EventLog, { service, clock, metrics, traces, appended }: ObservedBy): EventLog {
  const seconds = metrics.commitSeconds.labels({ service });
  return {
    appendsInOrder: log.appendsInOrder,
    publishes: log.publishes,
    read: (stream, fromVersion) => log.read(stream, fromVersion),
    append(commit) {
      const startedAt = clock.now();
      const kept = stamped(traces, commit);
      // Called at once: whoever appends in order relies on the order of the calls.
      const appending = log.append(kept);
      const ended = (): void => seconds.observe((clock.now() - startedAt) / 1000);
      appending.then(({ outcome }) => {
        ended();
        if (outcome === 'appended') appended(kept);
      }, ended);
      return appending;
    },
    findCommand: (stream, commandId) => log.findCommand(stream, commandId),
    unpublished: (limit, after) => log.unpublished(limit, after),
    markPublished: (keys) => log.markPublished(keys),
    all: (cursor, limit) => log.all(cursor, limit),
  };
}
