import type { Commit } from '@huitang/runtime';

/** As the streams of months write it down; each type has some of these. */
interface Told {
  readonly activityId: string;
  readonly revision: number;
  readonly upToRevision: number;
  readonly minutes: number;
}

/** What is counted of an organization's months, by revision: those of an activity count once, as the longest of them. */
export interface QuotaBook {
  committed(commit: Pick<Commit, 'stream' | 'events'>): void;
  of(stream: string, activityId: string): number;
  /** What all others have or ask for. */
  besides(stream: string, activityId: string): number;
  /** Every activity that minutes are counted for. */
  counted(): readonly { readonly stream: string; readonly activityId: string; readonly minutes: number }[];
}

export const isMonth = (stream: string): boolean => /^quota\/[^/]+\/\d{4}-\d{2}$/.test(stream);

export function createQuotaBook(): QuotaBook {
  const months = new Map<string, Map<string, Map<number, number>>>();

  function entriesOf(stream: string, activityId: string): Map<number, number> {
    const month = months.get(stream) ?? new Map<string, Map<number, number>>();
    const entries = month.get(activityId) ?? new Map<number, number>();
    months.set(stream, month.set(activityId, entries));
    return entries;
  }

  function forget(entries: Map<number, number>, fits: (revision: number) => boolean): void {
    for (const revision of [...entries.keys()].filter(fits)) entries.delete(revision);
  }

  function happened(stream: string, type: string, data: unknown): void {
    // What the log has was written by room-allocation.
    const { activityId, revision, upToRevision, minutes } = data as Told;
    const entries = entriesOf(stream, activityId);
    if (type === 'QuotaHeld' || type === 'QuotaCounted') entries.set(revision, minutes);
    // What is granted takes the place of what was.
    if (type === 'QuotaKept' || type === 'QuotaCounted') forget(entries, (one) => one < revision);
    if (type === 'QuotaGivenBack') forget(entries, (one) => one === revision);
    if (type === 'QuotaReleased') forget(entries, (one) => one <= upToRevision);
  }

  const minutesIn = (entries: Map<number, number> | undefined): number => Math.max(0, ...(entries?.values() ?? []));
  return {
    committed({ stream, events }) {
      if (!isMonth(stream)) return;
      for (const { type, data } of events) happened(stream, type, data);
    },
    of: (stream, activityId) => minutesIn(months.get(stream)?.get(activityId)),
    besides: (stream, activityId) =>
      [...(months.get(stream) ?? [])].reduce(
        (sum, [id, entries]) => sum + (id === activityId ? 0 : minutesIn(entries)),
        0,
      ),
    counted: () =>
      [...months].flatMap(([stream, month]) =>
        [...month]
          .map(([activityId, entries]) => ({ stream, activityId, minutes: minutesIn(entries) }))
          .filter(({ minutes }) => minutes > 0),
      ),
  };
}
