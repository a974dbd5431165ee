import type { ActivityConfirmed, AllocationDisplaced, AllocationFixed, AllocationGranted } from '@huitang/contracts';
import type { StoredEvent } from '@huitang/runtime';
import type { Findings, Invariant } from './invariant.ts';

/** What was given last, to which revision, and whether it may still move. */
interface Given {
  readonly revision: number;
  readonly place: string;
  readonly isFixed: boolean;
}

type Placed = Pick<AllocationFixed, 'start' | 'end' | 'claims'>;

/** Where and when, for comparison. */
const placeOf = ({ start, end, claims }: Placed): string =>
  JSON.stringify([start, end, claims.map(({ resourceId, start: from, end: to }) => [resourceId, from, to])]);

/** An event about a place: by whom, and what it means for it. */
interface Told extends Given {
  readonly activityId: string;
  /** `gives`: anew. `moves`: within what was offered. `keeps`: what it has. */
  readonly what: 'gives' | 'moves' | 'keeps';
}

/** Undefined for events that tell nothing of a place. */
function toldBy({ type, data }: StoredEvent): Told | undefined {
  // What the log has was written by the schema of its type.
  const { activityId, revision } = data as AllocationFixed;
  const about = { activityId, revision };
  switch (type) {
    case 'AllocationGranted': {
      const granted = data as AllocationGranted;
      return { ...about, what: 'gives', place: placeOf(granted), isFixed: granted.tentative === undefined };
    }
    case 'ActivityConfirmed': {
      const confirmed = data as ActivityConfirmed;
      return { ...about, what: 'gives', place: placeOf(confirmed), isFixed: confirmed.announced };
    }
    case 'AllocationMoved':
    case 'ActivityMoved':
      return { ...about, what: 'moves', place: placeOf(data as Placed), isFixed: false };
    case 'AllocationFixed':
    case 'ActivityPinned':
    case 'ActivityAnnounced':
      return { ...about, what: 'keeps', place: placeOf(data as Placed), isFixed: true };
    // Staff may take away what was fixed; what is held instead is fixed as well.
    case 'AllocationDisplaced': {
      const { held } = data as AllocationDisplaced;
      return { ...about, what: 'gives', place: held ? placeOf(held) : '', isFixed: true };
    }
    case 'ActivityDisplaced':
      return { ...about, what: 'gives', place: placeOf(data as Placed), isFixed: true };
    case 'ActivityUnplaced':
      return { ...about, what: 'gives', place: '', isFixed: true };
    default:
      return undefined;
  }
}

/** What is fixed, announced or pinned has the place it had, and moves no more but by an order: neither on its day nor as told. */
export const fixedStays: Invariant = {
  name: 'I13 what is fixed stays',
  watch() {
    const given = new Map<string, Given>();
    return {
      committed(_service, { stream, version, events }): Findings {
        return events.flatMap((event) => {
          const told = toldBy(event);
          if (!told) return [];
          const key = `${stream} ${told.activityId}`;
          const before = given.get(key);
          given.set(key, told);
          if (told.what === 'gives') return [];
          const at = `${stream}@${version}: ${event.type} of ${told.activityId}#${told.revision}`;
          if (before?.revision !== told.revision) return [`${at}, and #${before?.revision} is what it has`];
          if (told.what === 'moves') return before.isFixed ? [`${at}, which was fixed`] : [];
          return before.place === told.place ? [] : [`${at} at another place than it had`];
        });
      },
    };
  },
};
