import { type ActivityProposed, minuteOf, type Wish } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';

/** Whose wish it is, and when it came. */
export interface Asked {
  readonly centerId: string;
  readonly wish: Wish;
  readonly organizationId: string;
  readonly kindId: string;
  /** In minutes since 1970. */
  readonly askedAt: number;
  /** True where staff have ordered it: no rule binds them. */
  readonly isOrdered: boolean;
  /** The number of the commit that asked. */
  readonly number: number;
}

interface OneRevision {
  readonly activityId: string;
  readonly revision: number;
}

export const numbered = ({ activityId, revision }: OneRevision): string => `${activityId}#${revision}`;

/** What has been asked for so far, and how many commits there have been of all services. */
export interface Wishes {
  committed(service: string, commit: Pick<Commit, 'events' | 'at'>): void;
  of(one: OneRevision): Asked | undefined;
  number(): number;
}

export function createWishes(): Wishes {
  const asked = new Map<string, Asked>();
  let number = 0;

  const askedBy = (event: ActivityProposed, at: string): Asked => ({
    centerId: event.centerId,
    wish: event.wish,
    organizationId: event.organizationId,
    kindId: event.kind.id,
    askedAt: minuteOf(at),
    isOrdered: event.ordered !== undefined,
    number,
  });

  return {
    number: () => number,
    of: (one) => asked.get(numbered(one)),
    committed(service, { events, at }) {
      number += 1;
      if (service !== 'scheduling') return;
      for (const { type, data } of events) {
        if (type !== 'ActivityProposed' && type !== 'ActivityRevised') continue;
        // What the log has was written by the schema of its type.
        const wished = data as ActivityProposed;
        asked.set(numbered(wished), askedBy(wished, at));
      }
    },
  };
}
