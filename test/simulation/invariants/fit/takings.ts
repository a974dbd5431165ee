import { type AllocationDisplaced, type AllocationGranted, type Interval, minuteOf } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';

/** A resource that an activity has, or holds while it is being decided, from one commit of the world to another. */
export interface Taking extends Interval {
  readonly resourceId: string;
  readonly count: number;
  readonly activityId: string;
  /** Numbers of commits: `until` is the one that gives it back. */
  readonly from: number;
  until: number;
}

/** From the commit that asked to the one that answered. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What one answer, or one attempt at one, has of a center-day. */
interface Part {
  readonly revision: number;
  /** Undefined for what was given at once. */
  readonly attempt?: number;
  readonly takings: readonly Taking[];
  isConfirmed: boolean;
}

/** As center-days write them down, private events included. */
interface Told {
  readonly activityId: string;
  readonly revision: number;
  readonly upToRevision: number;
  readonly attempt: number;
  readonly claims: readonly (Interval & { readonly resourceId: string; readonly count: number })[];
}

/** Who had what of all center-days, and when in the order of commits; from their logs alone. */
export interface Takings {
  committed(number: number, commit: Pick<Commit, 'stream' | 'events'>): void;
  /** Whatever was taken at any moment of a span, but by this activity. */
  everTaken(resourceId: string, span: Span, except: string): readonly Taking[];
  /** What was taken all the time of a span. */
  alwaysTaken(resourceId: string, span: Span, except: string): readonly Taking[];
}

const minutesOf = ({ claims }: Pick<AllocationGranted, 'claims'>): Told['claims'] =>
  claims.map(({ resourceId, count, start, end }) => ({
    resourceId,
    count,
    start: minuteOf(start),
    end: minuteOf(end),
  }));

export function createTakings(): Takings {
  const byResource = new Map<string, Taking[]>();
  /** What stands, by the center-day and the activity that has it. */
  const parts = new Map<string, readonly Part[]>();

  function take(
    number: number,
    owner: string,
    { activityId, revision }: Told,
    claims: Told['claims'],
    attempt?: number,
  ) {
    const takings = claims.map(
      (claim): Taking => ({ ...claim, activityId, from: number, until: Number.POSITIVE_INFINITY }),
    );
    for (const taking of takings) {
      const known = byResource.get(taking.resourceId);
      if (known) known.push(taking);
      else byResource.set(taking.resourceId, [taking]);
    }
    const isConfirmed = attempt === undefined;
    const part = { revision, ...(attempt !== undefined && { attempt }), takings, isConfirmed };
    parts.set(owner, [...(parts.get(owner) ?? []), part]);
  }

  function giveBack(number: number, owner: string, fits: (part: Part) => boolean): void {
    const own = parts.get(owner) ?? [];
    for (const { takings } of own.filter(fits)) for (const taking of takings) taking.until = number;
    parts.set(
      owner,
      own.filter((part) => !fits(part)),
    );
  }

  function happened(number: number, stream: string, type: string, data: unknown): void {
    // What the log has was written by the schema of its type.
    const told = data as Told;
    const owner = `${stream} ${told.activityId}`;
    switch (type) {
      case 'AllocationGranted':
      case 'AllocationMoved':
        giveBack(number, owner, (part) => part.attempt === undefined || part.revision < told.revision);
        take(number, owner, told, minutesOf(data as AllocationGranted));
        break;
      case 'AllocationDisplaced': {
        giveBack(number, owner, (part) => part.revision <= told.revision);
        const { held, ...about } = data as AllocationDisplaced;
        if (held) take(number, owner, told, minutesOf({ ...about, ...held }));
        break;
      }
      case 'AllocationReleased':
      case 'AllocationFenced':
        giveBack(number, owner, (part) => part.revision <= told.upToRevision);
        break;
      case 'LegHeld':
        take(number, owner, told, told.claims, told.attempt);
        break;
      case 'LegConfirmed':
        for (const part of parts.get(owner) ?? []) if (part.attempt === told.attempt) part.isConfirmed = true;
        break;
      case 'LegReleased':
        giveBack(number, owner, (part) => part.attempt === told.attempt && !part.isConfirmed);
    }
  }

  const taken = (resourceId: string, fits: (taking: Taking) => boolean): readonly Taking[] =>
    (byResource.get(resourceId) ?? []).filter(fits);
  return {
    committed(number, { stream, events }) {
      if (!stream.startsWith('center-day/')) return;
      for (const { type, data } of events) happened(number, stream, type, data);
    },
    everTaken: (resourceId, { from, to }, except) =>
      taken(resourceId, (one) => one.from <= to && one.until >= from && one.activityId !== except),
    alwaysTaken: (resourceId, { from, to }, except) =>
      taken(resourceId, (one) => one.from <= from && one.until > to && one.activityId !== except),
  };
}
