import { isPublic, type Position, parsePosition, positionText } from '@huitang/contracts';
import { busMessagesOf } from '../messages.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Commit, EventLog } from '../ports/event-log.ts';
import { recent } from '../recent.ts';

const STREAMS_MAX = 10_000;

export interface TellingContext {
  readonly service: string;
  readonly log: EventLog;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** Hands commits to the bus and then clears their marks, and remembers how far each stream has been told from here. */
export interface Telling {
  tell(commits: readonly Commit[]): Promise<void>;
  /** The last public event of a stream told from here, as far as is remembered. */
  lastTold(stream: string): Position | undefined;
}

/** Where a commit's last public event stands; its first event, for a commit that has none. */
export const lastPublicOf = ({ version, events }: Commit): Position => ({
  version,
  index: Math.max(0, events.map(({ type }) => isPublic(type)).lastIndexOf(true)),
});

export function createTelling({ service, log, bus, clock, metrics }: TellingContext): Telling {
  const told = recent<string>(STREAMS_MAX);
  return {
    async tell(commits) {
      if (commits.length === 0) return;
      const messages = commits.flatMap((commit) => busMessagesOf(service, commit));
      await bus.publish(messages);
      const now = clock.now();
      for (const commit of commits) {
        told.set(commit.stream, positionText(lastPublicOf(commit)));
        metrics.publishSeconds.observe({ service }, Math.max(0, now - Date.parse(commit.at)) / 1000);
      }
      await log.markPublished(commits.map(({ stream, version }) => ({ stream, version })));
      metrics.published.inc({ service }, messages.length);
    },
    lastTold(stream) {
      const text = told.get(stream);
      return text === undefined ? undefined : parsePosition(text);
    },
  };
}
