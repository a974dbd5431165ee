import type { ActivityId, Reason } from '@huitang/contracts';

/** Minutes of one revision. */
interface Counted {
  readonly revision: number;
  readonly minutes: number;
}

interface Hold extends Counted {
  /** True where its wish waits for a day that is decided later: nobody waits for it, it counts as had. */
  readonly isTaken: boolean;
}

/** What one activity has of a month. Its revisions count once: as the longest of them. */
interface QuotaUse {
  /** What stands. */
  readonly kept?: Counted;
  /** Asked for and not answered yet. */
  readonly holds: readonly Hold[];
  /** Fence: revisions up to this one hold nothing any more. */
  readonly overUpTo: number;
  /** The newest revision that there was no room for. */
  readonly exceeded?: Exceeded;
}

export interface Exceeded {
  readonly revision: number;
  readonly limit: number;
  /** By all other activities. */
  readonly used: number;
  readonly wanted: number;
}

export const quotaReason = ({ limit, used, wanted }: Omit<Exceeded, 'revision'>): Reason => ({
  code: 'quota-exceeded',
  values: { limit, used, wanted },
});

/** The stream `quota/<organization>/<yyyy-mm>`: an organization's total never exceeds what it was limited to. */
export interface QuotaMonth {
  readonly activities: ReadonlyMap<ActivityId, QuotaUse>;
}

export interface QuotaWished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

export type QuotaEvent =
  | { readonly type: 'QuotaHeld'; readonly data: QuotaWished & { readonly minutes: number } }
  | { readonly type: 'QuotaExceeded'; readonly data: QuotaWished & Omit<Exceeded, 'revision'> }
  | { readonly type: 'QuotaCounted'; readonly data: QuotaWished & { readonly minutes: number } }
  | { readonly type: 'QuotaTaken'; readonly data: QuotaWished }
  | { readonly type: 'QuotaKept'; readonly data: QuotaWished }
  | { readonly type: 'QuotaGivenBack'; readonly data: QuotaWished }
  | {
      readonly type: 'QuotaReleased';
      readonly data: { readonly activityId: ActivityId; readonly upToRevision: number };
    };

const nothing: QuotaUse = { holds: [], overUpTo: 0 };

export const useOf = (month: QuotaMonth, activityId: ActivityId): QuotaUse =>
  month.activities.get(activityId) ?? nothing;

/** `holds`: whether those that nobody has decided about are counted. */
const minutesOf = ({ kept, holds }: QuotaUse, which: { readonly holds: boolean }): number =>
  Math.max(kept?.minutes ?? 0, ...holds.filter(({ isTaken }) => isTaken || which.holds).map(({ minutes }) => minutes));

/** What is had of a month in all, `except` one activity's own. */
export const minutesUsed = (month: QuotaMonth, which: { readonly holds: boolean }, except?: ActivityId): number =>
  [...month.activities].reduce((sum, [id, use]) => sum + (id === except ? 0 : minutesOf(use, which)), 0);

/** Whether so many minutes of one activity, or of one that is not there yet, are within the limit beside everybody else's. */
export function fitsQuota(
  month: QuotaMonth,
  {
    activityId,
    minutes,
    limit,
  }: { readonly activityId?: ActivityId; readonly minutes: number; readonly limit?: number },
  which = { holds: true },
): boolean {
  // What asks for no more than it has takes nothing from anybody, also where the limit is lower by now.
  const own = activityId === undefined ? nothing : useOf(month, activityId);
  const isNoMore = minutes <= minutesOf(own, { holds: true });
  return limit === undefined || isNoMore || minutesUsed(month, which, activityId) + minutes <= limit;
}

/** Whether a revision has what it asked for, was refused it, or is over: kept back by a later one, or given back. */
export function quotaOf(month: QuotaMonth, { activityId, revision }: QuotaWished): 'had' | 'over' | Exceeded {
  const { kept, holds, exceeded } = useOf(month, activityId);
  if (kept?.revision === revision || holds.some((hold) => hold.revision === revision)) return 'had';
  return exceeded?.revision === revision ? exceeded : 'over';
}

const fenced = (use: QuotaUse, revision: number): QuotaUse => ({
  ...use,
  overUpTo: Math.max(use.overUpTo, revision),
});

function keptOf(use: QuotaUse, revision: number): QuotaUse {
  const held = use.holds.find((hold) => hold.revision === revision);
  if (!held) return use;
  const holds = use.holds.filter((hold) => hold.revision > revision);
  return fenced({ ...use, kept: { revision, minutes: held.minutes }, holds }, revision);
}

function releasedOf({ kept, ...use }: QuotaUse, upToRevision: number): QuotaUse {
  const holds = use.holds.filter(({ revision }) => revision > upToRevision);
  const stays = kept && kept.revision > upToRevision ? { kept } : {};
  return fenced({ ...use, ...stays, holds }, upToRevision);
}

function next(use: QuotaUse, event: QuotaEvent): QuotaUse {
  switch (event.type) {
    case 'QuotaHeld': {
      const { revision, minutes } = event.data;
      return { ...use, holds: [...use.holds, { revision, minutes, isTaken: false }] };
    }
    case 'QuotaExceeded': {
      const { activityId: _, ...exceeded } = event.data;
      return fenced({ ...use, exceeded }, exceeded.revision);
    }
    case 'QuotaCounted': {
      const { revision, minutes } = event.data;
      return fenced({ ...use, kept: { revision, minutes } }, revision);
    }
    case 'QuotaTaken': {
      const { revision } = event.data;
      const holds = use.holds.map((hold) => (hold.revision === revision ? { ...hold, isTaken: true } : hold));
      return { ...use, holds };
    }
    case 'QuotaKept':
      return keptOf(use, event.data.revision);
    case 'QuotaGivenBack': {
      const { revision } = event.data;
      return fenced({ ...use, holds: use.holds.filter((hold) => hold.revision !== revision) }, revision);
    }
    case 'QuotaReleased':
      return releasedOf(use, event.data.upToRevision);
  }
}

export const evolveQuota = (month: QuotaMonth, event: QuotaEvent): QuotaMonth => ({
  activities: new Map(month.activities).set(event.data.activityId, next(useOf(month, event.data.activityId), event)),
});

export const initialQuota = (): QuotaMonth => ({ activities: new Map() });
