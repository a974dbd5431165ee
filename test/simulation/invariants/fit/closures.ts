import { type ClosureAnnounced, type ClosureLifted, minuteOf, type Resource } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import type { Span, Taking } from './takings.ts';

interface Closed {
  readonly closure: ClosureAnnounced;
  /** Numbers of commits. Lifted, a day stays closed until it has heard of that. */
  readonly from: number;
  liftedAt: number;
  reopenedAt: number;
}

/** What is out of use, and when in the order of commits. */
export interface Closures {
  committed(number: number, commit: Pick<Commit, 'events'>): void;
  /** Whatever of a resource was out of use at any moment of a span, as if somebody had taken all there is of it. */
  everTaken(centerId: string, resource: Resource, span: Span): readonly Taking[];
  /** What was out of use all the time of a span. */
  alwaysTaken(centerId: string, resource: Resource, span: Span): readonly Taking[];
}

const ALL = 1_000_000;

const taking = ({ closure: { closureId, start, end }, from, liftedAt }: Closed, resource: Resource): Taking => ({
  resourceId: resource.id,
  start: minuteOf(start),
  end: minuteOf(end),
  count: ALL,
  activityId: closureId,
  from,
  until: liftedAt,
});

export function createClosures(): Closures {
  const known = new Map<string, Closed>();
  const concerning = (centerId: string, { id }: Resource): readonly Closed[] =>
    [...known.values()].filter(({ closure }) =>
      closure.resourceIds ? closure.resourceIds.includes(id) : closure.centerId === centerId,
    );
  return {
    committed(number, { events }) {
      for (const { type, data } of events) {
        // What the log has was written by the schema of its type.
        const { closureId } = data as ClosureLifted;
        const closed = known.get(closureId);
        if (type === 'ClosureAnnounced') {
          const [liftedAt, reopenedAt] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
          known.set(closureId, { closure: data as ClosureAnnounced, from: number, liftedAt, reopenedAt });
        }
        if (type === 'ClosureLifted' && closed) closed.liftedAt = number;
        if (type === 'DayReopened' && closed) closed.reopenedAt = number;
      }
    },
    everTaken: (centerId, resource, { from, to }) =>
      concerning(centerId, resource)
        .filter((one) => one.from <= to && one.reopenedAt >= from)
        .map((one) => taking(one, resource)),
    alwaysTaken: (centerId, resource, { from, to }) =>
      concerning(centerId, resource)
        .filter((one) => one.from <= from && one.liftedAt > to)
        .map((one) => taking(one, resource)),
  };
}
