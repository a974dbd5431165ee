import type { ActivityId } from '@huitang/contracts';
import {
  evolveQuota,
  fitsQuota,
  initialQuota,
  minutesUsed,
  type QuotaEvent,
  type QuotaMonth,
  type QuotaWished,
  quotaOf,
  useOf,
} from './quota-month.ts';

export type QuotaCommand =
  /** `limit` in minutes; absent where nothing is limited any more, or it is not for this wish. */
  | ({ readonly type: 'HoldQuota'; readonly minutes: number; readonly limit?: number } & QuotaWished)
  /** What is held waits for long: it counts as had until it is answered. */
  | ({ readonly type: 'TakeQuota' } & QuotaWished)
  /** It stood before there was a limit. */
  | ({ readonly type: 'CountQuota'; readonly minutes: number } & QuotaWished)
  /** The revision is granted: earlier ones count no more. */
  | ({ readonly type: 'KeepQuota' } & QuotaWished)
  /** The revision is not granted, and will not be. */
  | ({ readonly type: 'GiveBackQuota' } & QuotaWished)
  /** Nothing of revisions up to this one stands any more. */
  | { readonly type: 'ReleaseQuota'; readonly activityId: ActivityId; readonly upToRevision: number };

/** Only holds that are not decided stand in the way: await their fate, then ask again. */
export interface QuotaRefusal {
  readonly code: 'held';
  readonly by: readonly QuotaWished[];
}

type QuotaDecision =
  | { readonly ok: true; readonly events: readonly QuotaEvent[] }
  | { readonly ok: false; readonly refusal: QuotaRefusal };

const accept = (...events: QuotaEvent[]): QuotaDecision => ({ ok: true, events });

function decideHold(command: Extract<QuotaCommand, { type: 'HoldQuota' }>, month: QuotaMonth): QuotaDecision {
  const { activityId, revision, minutes, limit } = command;
  // Commands arrive at least once: what was decided stays decided, and is read from the state.
  if (quotaOf(month, command) === 'had' || useOf(month, activityId).overUpTo >= revision) return accept();
  if (fitsQuota(month, command)) return accept({ type: 'QuotaHeld', data: { activityId, revision, minutes } });
  if (fitsQuota(month, command, { holds: false })) {
    const others = [...month.activities].filter(([id]) => id !== activityId);
    const by = others.flatMap(([id, { holds }]) =>
      holds.flatMap((hold) => (hold.isTaken ? [] : [{ activityId: id, revision: hold.revision }])),
    );
    return { ok: false, refusal: { code: 'held', by } };
  }
  const used = minutesUsed(month, { holds: false }, activityId);
  const data = { activityId, revision, limit: limit ?? 0, used, wanted: minutes };
  return accept({ type: 'QuotaExceeded', data });
}

function decide(command: QuotaCommand, month: QuotaMonth): QuotaDecision {
  const { activityId } = command;
  const { holds, overUpTo } = useOf(month, activityId);
  if (command.type === 'HoldQuota') return decideHold(command, month);
  if (command.type === 'ReleaseQuota') {
    const { upToRevision } = command;
    return overUpTo >= upToRevision && !isCountedUpTo(month, command)
      ? accept()
      : accept({ type: 'QuotaReleased', data: { activityId, upToRevision } });
  }
  const { revision } = command;
  const held = holds.find((hold) => hold.revision === revision);
  const data = { activityId, revision };
  switch (command.type) {
    case 'CountQuota': {
      const { minutes } = command;
      return held || overUpTo >= revision ? accept() : accept({ type: 'QuotaCounted', data: { ...data, minutes } });
    }
    case 'TakeQuota':
      return held && !held.isTaken ? accept({ type: 'QuotaTaken', data }) : accept();
    case 'KeepQuota':
      return held ? accept({ type: 'QuotaKept', data }) : accept();
    case 'GiveBackQuota':
      // Also without a hold it leaves its mark: a late one of the same revision must not come to stay.
      return held || overUpTo < revision ? accept({ type: 'QuotaGivenBack', data }) : accept();
  }
}

const isCountedUpTo = (
  month: QuotaMonth,
  { activityId, upToRevision }: { readonly activityId: ActivityId; readonly upToRevision: number },
): boolean => {
  const { kept, holds } = useOf(month, activityId);
  return [...holds, ...(kept ? [kept] : [])].some(({ revision }) => revision <= upToRevision);
};

export const monthStream = (organizationId: string, month: string): string => `quota/${organizationId}/${month}`;

/** Whose minutes a month's stream counts. */
export const organizationOfQuota = (stream: string): string => stream.split('/')[1] ?? '';

/** The rules of `quota/<organization>/<yyyy-mm>`. */
export const quotaRules = { initial: initialQuota, evolve: evolveQuota, decide };
