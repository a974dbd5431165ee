import type { ActivityId, AllocationReleased, CenterId } from '@huitang/contracts';
import type { AllocationCommand, AllocationDecision, AllocationStreamRefusal } from './allocation-command.ts';
import {
  type Allocation,
  type AllocationEvent,
  attemptOf,
  evolveAllocation,
  initialAllocation,
  openAttempt,
} from './allocation-state.ts';
import { elsewhereSought, isSuperseded, newestRevision, quotaSought } from './sought.ts';

const accept = (...events: AllocationEvent[]): AllocationDecision => ({ ok: true, events });

const refuse = (code: AllocationStreamRefusal['code']): AllocationDecision => ({ ok: false, refusal: { code } });

const releasedBecause = (
  { granted, attempts }: Allocation,
  upToRevision: number,
  { activityId, centerId }: { readonly activityId: ActivityId; readonly centerId: CenterId },
  because: AllocationReleased['because'],
): AllocationEvent[] => {
  if (!granted || granted.revision > upToRevision) return [];
  const claims = attempts.find(({ number }) => number === granted.attempt)?.answer.claims ?? [];
  const resourceIds = [...new Set(claims.map(({ resourceId }) => resourceId))];
  return [{ type: 'AllocationReleased', data: { activityId, upToRevision, centerId, because, resourceIds } }];
};

type Command<T extends AllocationCommand['type']> = Extract<AllocationCommand, { type: T }>;

/** Why a revision can take no further step here; undefined when it can. */
function objection(allocation: Allocation, revision: number): AllocationStreamRefusal['code'] | undefined {
  if (isSuperseded(allocation, revision)) return 'superseded';
  if (allocation.granted?.revision === revision) return 'already-granted';
  if (allocation.refused.includes(revision)) return 'already-refused';
  return undefined;
}

function decideBegin(command: Command<'BeginHolds'>, allocation: Allocation): AllocationDecision {
  const { activityId, revision, startNumber, legs, answer, expiresAt } = command;
  const code = objection(allocation, revision);
  if (code) return refuse(code);
  const { givenUp, attempts } = allocation;
  if (givenUp.revision === revision && startNumber < givenUp.starts) return refuse('given-up');
  if (openAttempt(allocation)) return refuse('holds-open');
  const number = attempts.length + 1;
  return accept({ type: 'HoldsBegun', data: { activityId, number, revision, startNumber, legs, answer, expiresAt } });
}

/** Where others have to make way, it is decided first: whoever hears of the grant finds them gone. */
function decideGrant(command: Command<'Grant'>, allocation: Allocation): AllocationDecision {
  const { activityId, revision, attempt: number } = command;
  const attempt = attemptOf(allocation, number);
  if (attempt?.status === 'granted' || attempt?.status === 'decided') return accept();
  if (isSuperseded(allocation, revision)) return refuse('superseded');
  if (attempt?.status !== 'open' || attempt.revision !== revision) return refuse('holds-expired');
  if (attempt.legs.some(({ over }) => over))
    return accept({ type: 'HoldsDecided', data: { activityId, attempt: number } });
  return accept({ type: 'AllocationGranted', data: attempt.answer });
}

function decideTell({ revision, attempt: number }: Command<'Tell'>, allocation: Allocation): AllocationDecision {
  const attempt = attemptOf(allocation, number);
  if (attempt?.status !== 'decided') return accept();
  if (allocation.withdrawnUpTo >= revision) return refuse('superseded');
  return accept({ type: 'AllocationGranted', data: attempt.answer });
}

function decideRefusal(command: Command<'Refuse'>, allocation: Allocation): AllocationDecision {
  const { type: _, reasons, nearest, ...answered } = command;
  const code = objection(allocation, command.revision);
  // One answer per revision: refused stays refused, with the reasons it was given.
  if (code === 'already-refused') return accept();
  if (code) return refuse(code);
  if (openAttempt(allocation)) return refuse('holds-open');
  return accept({ type: 'AllocationRefused', data: { ...answered, reasons: [...reasons], nearest: [...nearest] } });
}

function decide(command: AllocationCommand, allocation: Allocation): AllocationDecision {
  if (command.type === 'Displace') {
    // Another answer has taken its place meanwhile: that is not where it was ordered away from.
    if (allocation.granted?.attempt !== command.attempt) return accept();
    return accept({ type: 'AllocationDisplaced', data: command.displacement });
  }
  const { activityId } = command;
  switch (command.type) {
    case 'Seek': {
      const { revision, groups, quota } = command;
      if (isSuperseded(allocation, revision)) return refuse('superseded');
      // The first plan of a revision stands: a repeat, with a center changed meanwhile, must not touch other days.
      if (newestRevision(allocation) === revision) return accept();
      const data = { activityId, revision, groups, ...(quota && { quota }) };
      return accept({ type: 'AllocationSought', data });
    }
    case 'SeekQuota': {
      const { revision, quota } = command;
      // What is called off meanwhile has released what it held: nobody would release this.
      if (allocation.withdrawnUpTo >= revision) return refuse('superseded');
      if (quotaSought(allocation, revision) !== undefined) return accept();
      return accept({ type: 'QuotaSought', data: { activityId, revision, quota } });
    }
    case 'SeekElsewhere': {
      const { revision } = command;
      if (isSuperseded(allocation, revision)) return refuse('superseded');
      const before = elsewhereSought(allocation, revision);
      const days = [...new Set([...(before ?? []), ...command.days])];
      // By the second time somebody may have farther to come: what was written down before stays so.
      if (before?.length === days.length) return accept();
      return accept({ type: 'ElsewhereSought', data: { activityId, revision, days } });
    }
    case 'BeginHolds':
      return decideBegin(command, allocation);
    case 'Grant':
      return decideGrant(command, allocation);
    case 'Tell':
      return decideTell(command, allocation);
    case 'ExpireHolds': {
      const attempt = attemptOf(allocation, command.attempt);
      if (attempt?.status === 'granted' || attempt?.status === 'decided') return refuse('already-granted');
      if (attempt?.status !== 'open') return accept();
      return accept({ type: 'HoldsExpired', data: { activityId, attempt: attempt.number } });
    }
    case 'GiveUpStarts': {
      const { revision, starts } = command;
      const code = objection(allocation, revision);
      if (code) return refuse(code);
      if (openAttempt(allocation)) return refuse('holds-open');
      if (allocation.givenUp.revision === revision && allocation.givenUp.starts >= starts) return accept();
      return accept({ type: 'StartsGivenUp', data: { activityId, revision, starts } });
    }
    case 'Refuse':
      return decideRefusal(command, allocation);
    case 'Withdraw': {
      const { upToRevision } = command;
      if (allocation.withdrawnUpTo >= upToRevision) return accept();
      const released = releasedBecause(allocation, upToRevision, command, 'cancelled');
      return accept({ type: 'AllocationWithdrawn', data: { activityId, upToRevision } }, ...released);
    }
    case 'ReleaseEarlier':
      return accept(...releasedBecause(allocation, command.beforeRevision - 1, command, 'moved-to-another-day'));
  }
}

/** The rules of `allocation/<activityId>`. */
export const allocationRules = { initial: initialAllocation, evolve: evolveAllocation, decide };
