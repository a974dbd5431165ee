import type {
  AllocationDisplaced,
  AllocationGranted,
  AllocationReleased,
  CenterOpened,
  Claim,
  Interval,
  Resource,
} from '@huitang/contracts';
import { instantOf, minuteOf } from '@huitang/contracts';
import type { Commit, StoredEvent } from '@huitang/runtime';
import { createDays } from './center-days.ts';
import type { Findings, Invariant } from './invariant.ts';

interface Held {
  readonly activityId: string;
  readonly revision: number;
  readonly stream: string;
  readonly claim: Claim;
}

type Given = Pick<AllocationGranted, 'activityId' | 'revision' | 'claims'>;

const countOf = (resource: Resource): number =>
  resource.type === 'kit' ? resource.count : resource.type === 'stop' ? resource.groups : 1;

const overlap = (a: Claim, b: Claim): boolean =>
  minuteOf(a.start) < minuteOf(b.end) && minuteOf(b.start) < minuteOf(a.end);

/** The most that is taken at any minute of a claim: it is taken most where something begins. */
function mostTaken(claim: Claim, others: readonly Claim[]): number {
  const moments = [claim.start, ...others.map(({ start }) => start)].map(minuteOf);
  const within = moments.filter((minute) => minute >= minuteOf(claim.start) && minute < minuteOf(claim.end));
  const at = (minute: number): number =>
    others
      .filter(({ start, end }) => minuteOf(start) <= minute && minute < minuteOf(end))
      .reduce((sum, { count }) => sum + count, claim.count);
  return Math.max(...within.map(at));
}

const part = (claim: Claim, from: number, to: number): readonly Claim[] => {
  const [start, end] = [Math.max(minuteOf(claim.start), from), Math.min(minuteOf(claim.end), to)];
  return start < end ? [{ ...claim, start: instantOf(start), end: instantOf(end) }] : [];
};

/** What of a claim lies before and after a day. */
const outside = (claim: Claim, { start, end }: Interval): readonly Claim[] => [
  ...part(claim, Number.NEGATIVE_INFINITY, start),
  ...part(claim, end, Number.POSITIVE_INFINITY),
];

/** What is held, by resource, as the public events of room-allocation tell it. */
function createBook() {
  const held = new Map<string, Held[]>();
  const counts = new Map<string, number>();
  const days = createDays();

  function without(fits: (one: Held) => boolean): void {
    for (const [resourceId, all] of held) {
      const left = all.filter((one) => !fits(one));
      if (left.length !== all.length) held.set(resourceId, left);
    }
  }

  /** What a day gives an activity takes the place of all it had there, also from another stream, which is released next. */
  function leaveDay(stream: string, activityId: string, revision: number): void {
    const day = days.of(stream);
    if (!day) return;
    for (const [resourceId, all] of held) {
      if (!all.some((one) => one.activityId === activityId)) continue;
      const left = all.flatMap((one) =>
        one.activityId === activityId && one.revision < revision
          ? outside(one.claim, day).map((claim) => ({ ...one, claim }))
          : [one],
      );
      held.set(resourceId, left);
    }
  }

  return {
    days,
    know(resource: Resource): void {
      // What was booked stays when there is less of it later.
      counts.set(resource.id, Math.max(counts.get(resource.id) ?? 0, countOf(resource)));
    },
    release(stream: string, { activityId, upToRevision }: AllocationReleased): void {
      without((one) => one.stream === stream && one.activityId === activityId && one.revision <= upToRevision);
    },
    /** A newer answer takes the place of what the activity had in this stream. */
    leave(stream: string, { activityId, revision }: Given): void {
      without((one) => one.stream === stream && one.activityId === activityId);
      leaveDay(stream, activityId, revision);
    },
    grant(stream: string, { activityId, revision, claims }: Given): Findings {
      const findings: string[] = [];
      for (const claim of claims) {
        const all = held.get(claim.resourceId) ?? [];
        // For a moment an activity holds its old place and its new one.
        const others = all.filter((one) => one.activityId !== activityId && overlap(one.claim, claim));
        const most = mostTaken(
          claim,
          others.map((one) => one.claim),
        );
        const count = counts.get(claim.resourceId) ?? 1;
        if (most > count) {
          const by = others.map((one) => `${one.activityId}#${one.revision}`).join(', ');
          findings.push(
            `${claim.resourceId} from ${claim.start} to ${claim.end}: ${most} of ${count} held, by ${activityId}#${revision} and ${by}`,
          );
        }
        held.set(claim.resourceId, [...all, { activityId, revision, stream, claim }]);
      }
      return findings;
    },
  };
}

/** What a revision has in its stream from now on; of what was displaced, what is held instead. */
function givenBy({ type, data }: StoredEvent): readonly Given[] {
  if (type === 'AllocationGranted' || type === 'AllocationMoved') return [data as AllocationGranted];
  if (type !== 'AllocationDisplaced') return [];
  const { held, ...about } = data as AllocationDisplaced;
  return [{ ...about, claims: held?.claims ?? [] }];
}

/** For each resource, held intervals with setup and teardown never overlap beyond its count. */
export const noDoubleBooking: Invariant = {
  name: 'I1 no double booking',
  watch() {
    const book = createBook();
    return {
      committed(service: string, { stream, events }: Commit): Findings {
        if (service !== 'room-allocation') return [];
        const findings: string[] = [];
        for (const { type, data } of events) {
          // What the log has was written by the schema of its type.
          if (type === 'CenterOpened') {
            book.days.know(data as CenterOpened);
            (data as CenterOpened).profile.resources.forEach(book.know);
          }
          if (type === 'ResourceAdded' || type === 'ResourceChanged')
            book.know((data as { resource: Resource }).resource);
          if (type === 'AllocationReleased') book.release(stream, data as AllocationReleased);
        }
        // Those who make way for each other do so in one commit: all have left before any has come.
        const given = events.flatMap(givenBy);
        for (const one of given) book.leave(stream, one);
        for (const one of given) findings.push(...book.grant(stream, one));
        return findings;
      },
    };
  },
};
