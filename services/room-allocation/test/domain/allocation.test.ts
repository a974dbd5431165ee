import { type AllocationDisplaced, AllocationGranted } from '@huitang/contracts';
import { describe, expect, test } from '@jest/globals';
import { allocationRules } from '../../src/domain/allocation.ts';
import type { AllocationCommand } from '../../src/domain/allocation-command.ts';
import {
  type Allocation,
  type AllocationEvent,
  attemptOf,
  openAttempt,
  type PlannedLeg,
} from '../../src/domain/allocation-state.ts';
import { daysSought, isSuperseded, soughtGroups } from '../../src/domain/sought.ts';
import type { StartGroup } from '../../src/domain/wish-plan.ts';
import { legClaim } from './support/day.ts';
import { activity, at, tianping } from './support/given.ts';

const activityId = activity(1);
const dayOne = 'center-day/tianping/2026-07-01';
const dayTwo = 'center-day/tianping/2026-07-02';
const dayThree = 'center-day/tianping/2026-07-03';

const group = (first: number, ...days: string[]): StartGroup => ({ first, starts: [at('27:00')], days });
const legs: readonly PlannedLeg[] = [
  { stream: dayOne, claims: [legClaim('hall', '27:00', '28:00')] },
  { stream: dayTwo, claims: [legClaim('hall', '28:00', '29:00')] },
];

const answer = (revision: number, ids = ['hall', 'lawn', 'hall']): AllocationGranted => {
  const claim = { role: 'room', start: '2026-07-02T03:00:00Z', end: '2026-07-02T05:00:00Z', count: 1 };
  return AllocationGranted.parse({
    activityId,
    revision,
    centerId: tianping,
    centerVersion: 1,
    start: claim.start,
    end: claim.end,
    setupMinutes: 0,
    teardownMinutes: 0,
    claims: ids.map((id) => ({ ...claim, resourceId: id, name: id })),
    reasons: [],
    movedMinutes: 0,
    wastedSeats: 0,
  });
};

const seek = (revision = 1, groups = [group(0, dayOne, dayTwo)]): AllocationCommand => ({
  type: 'Seek',
  activityId,
  revision,
  groups,
});
const begin = (revision = 1, startNumber = 0, ids?: string[]): AllocationCommand => ({
  type: 'BeginHolds',
  activityId,
  revision,
  startNumber,
  legs,
  answer: answer(revision, ids),
  expiresAt: '2026-06-01T08:00:10.000Z',
});
const grant = (attempt = 1, revision = 1): AllocationCommand => ({ type: 'Grant', activityId, revision, attempt });
const expire = (attempt = 1): AllocationCommand => ({ type: 'ExpireHolds', activityId, attempt });
const giveUp = (starts: number, revision = 1): AllocationCommand => ({
  type: 'GiveUpStarts',
  activityId,
  revision,
  starts,
});
const refuse = (revision = 1, code = 'taken'): AllocationCommand => ({
  type: 'Refuse',
  activityId,
  revision,
  centerId: tianping,
  centerVersion: 4,
  reasons: [{ code }],
  nearest: [],
});
const withdraw = (upToRevision = 1): AllocationCommand => ({
  type: 'Withdraw',
  activityId,
  upToRevision,
  centerId: tianping,
});
const releaseBefore = (beforeRevision: number): AllocationCommand => ({
  type: 'ReleaseEarlier',
  activityId,
  beforeRevision,
  centerId: tianping,
});

interface After {
  readonly state: Allocation;
  /** Of the last command. */
  readonly events: readonly AllocationEvent[];
  readonly refusal: string | undefined;
}

function next(state: Allocation, command: AllocationCommand): After {
  const decision = allocationRules.decide(command, state);
  if (!decision.ok) return { state, events: [], refusal: decision.refusal.code };
  return { state: decision.events.reduce(allocationRules.evolve, state), events: decision.events, refusal: undefined };
}

/** Commands one after another, all but the last of which must have been accepted. */
function after(...commands: readonly AllocationCommand[]): After {
  return commands.reduce<After>(
    (before, command) => {
      if (before.refusal) throw new Error(`before ${command.type} came a refusal: ${before.refusal}`);
      return next(before.state, command);
    },
    { state: allocationRules.initial(), events: [], refusal: undefined },
  );
}

/** Nothing happens and nothing is refused. */
const unmoved = { events: [], refusal: undefined };

describe('seeking', () => {
  test('writes down the plan, and the first plan of a revision stands', () => {
    const { events, state } = after(seek());
    expect(events).toEqual([
      { type: 'AllocationSought', data: { activityId, revision: 1, groups: [group(0, dayOne, dayTwo)] } },
    ]);
    expect(next(state, seek(1, [group(0, dayThree)]))).toEqual({ state, ...unmoved });
    expect(soughtGroups(state, 1)).toEqual([group(0, dayOne, dayTwo)]);
    expect(soughtGroups(state, 2)).toEqual([]);
  });

  test('of a newer revision supersedes every step of an older one', () => {
    const { state } = after(seek(1), seek(2));
    for (const late of [seek(1), begin(1), grant(1, 1), giveUp(1, 1), refuse(1)]) {
      expect(next(state, late)).toEqual({ state, events: [], refusal: 'superseded' });
    }
    expect([1, 2, 3].map((revision) => isSuperseded(state, revision))).toEqual([true, false, false]);
  });

  test('tells every day that may hold something, up to a revision, each once', () => {
    const { state } = after(seek(1, [group(0, dayTwo), group(1, dayOne, dayTwo)]), seek(2, [group(0, dayThree)]));
    expect(daysSought(state, 1)).toEqual([dayTwo, dayOne]);
    expect(daysSought(state, 2)).toEqual([dayTwo, dayOne, dayThree]);
    expect(daysSought(state, 0)).toEqual([]);
  });
});

describe('an attempt', () => {
  test('begins with what is about to be held and what the answer will be', () => {
    const { state } = after(seek(), begin(1, 3));
    expect(openAttempt(state)).toEqual({
      number: 1,
      revision: 1,
      startNumber: 3,
      legs,
      answer: answer(1),
      expiresAt: '2026-06-01T08:00:10.000Z',
      status: 'open',
    });
  });

  test('is the only open one', () => {
    expect(after(seek(), begin(), begin()).refusal).toBe('holds-open');
    expect(after(seek(1), begin(1), seek(2), begin(2)).refusal).toBe('holds-open');
  });

  test('is numbered over the life of the activity, so that a late step never meets a newer one of its number', () => {
    const { state } = after(seek(1), begin(1), expire(1), begin(1), expire(2), seek(2), begin(2));
    expect(state.attempts.map(({ number, revision, status }) => [number, revision, status])).toEqual([
      [1, 1, 'over'],
      [2, 1, 'over'],
      [3, 2, 'open'],
    ]);
    expect(attemptOf(state, 3)?.status).toBe('open');
    expect(attemptOf(state, 4)).toBeUndefined();
  });

  test('does not begin with a start that was given up', () => {
    const { state } = after(seek(), giveUp(2));
    expect(next(state, begin(1, 1)).refusal).toBe('given-up');
    expect(next(state, begin(1, 2)).refusal).toBeUndefined();
    const { state: later } = after(seek(1), giveUp(2, 1), seek(2));
    expect(next(later, begin(2, 0)).refusal).toBeUndefined();
  });

  test('does not begin once there is an answer', () => {
    expect(after(seek(), begin(), grant(), begin()).refusal).toBe('already-granted');
    expect(after(seek(), refuse(), begin()).refusal).toBe('already-refused');
  });
});

describe('a grant', () => {
  test('says publicly what the attempt was to say', () => {
    const { events, state } = after(seek(), begin(), grant());
    expect(events).toEqual([{ type: 'AllocationGranted', data: answer(1) }]);
    expect(state.granted).toEqual({ revision: 1, attempt: 1 });
    expect(openAttempt(state)).toBeUndefined();
  });

  test('is given once', () => {
    const { state } = after(seek(), begin(), grant());
    expect(next(state, grant())).toEqual({ state, ...unmoved });
  });

  test('after the expiry of its holds comes too late, and nothing is granted', () => {
    const { state } = after(seek(), begin(), expire());
    expect(next(state, grant())).toEqual({ state, events: [], refusal: 'holds-expired' });
  });

  test('of an attempt that never was, or of another revision, is refused', () => {
    expect(after(seek(), grant()).refusal).toBe('holds-expired');
    expect(after(seek(1), begin(1), grant(1, 2)).refusal).toBe('holds-expired');
  });

  test('after a cancellation comes too late, and so does one after a newer wish', () => {
    expect(after(seek(), begin(), withdraw(), grant()).refusal).toBe('superseded');
    expect(after(seek(1), begin(1), seek(2), grant()).refusal).toBe('superseded');
  });

  test('of a newer revision takes the place of the older one', () => {
    const { state } = after(seek(1), begin(1), grant(1), seek(2), begin(2), grant(2, 2));
    expect(state.granted).toEqual({ revision: 2, attempt: 2 });
    expect(next(state, releaseBefore(2))).toEqual({ state, ...unmoved });
  });
});

describe('expiry', () => {
  test('ends an attempt once', () => {
    const { events, state } = after(seek(), begin(), expire());
    expect(events).toEqual([{ type: 'HoldsExpired', data: { activityId, attempt: 1 } }]);
    expect(openAttempt(state)).toBeUndefined();
    expect(next(state, expire())).toEqual({ state, ...unmoved });
  });

  test('comes too late for what is granted', () => {
    expect(after(seek(), begin(), grant(), expire()).refusal).toBe('already-granted');
  });

  test('of an attempt that is not the open one leaves that open', () => {
    const { state } = after(seek(), begin(), expire(1), begin());
    expect(next(state, expire(1))).toEqual({ state, ...unmoved });
    expect(next(state, expire(7))).toEqual({ state, ...unmoved });
    expect(openAttempt(state)?.number).toBe(2);
  });

  test('ends holds of a wish that nobody has any more', () => {
    expect(after(seek(), begin(), withdraw(), expire()).events).toMatchObject([{ type: 'HoldsExpired' }]);
  });
});

describe('giving up starts', () => {
  test('is written down once for so many; more of them are more', () => {
    const { events, state } = after(seek(), giveUp(2));
    expect(events).toEqual([{ type: 'StartsGivenUp', data: { activityId, revision: 1, starts: 2 } }]);
    expect(next(state, giveUp(2))).toEqual({ state, ...unmoved });
    expect(next(state, giveUp(1))).toEqual({ state, ...unmoved });
    expect(next(state, giveUp(3)).state.givenUp).toEqual({ revision: 1, starts: 3 });
  });

  test('of a newer revision begins from none', () => {
    expect(after(seek(1), giveUp(3), seek(2), giveUp(1, 2)).state.givenUp).toEqual({ revision: 2, starts: 1 });
  });

  test('waits while something is held for one of them', () => {
    expect(after(seek(), begin(), giveUp(1)).refusal).toBe('holds-open');
  });

  test('is too late once there is an answer', () => {
    expect(after(seek(), begin(), grant(), giveUp(1)).refusal).toBe('already-granted');
    expect(after(seek(), refuse(), giveUp(1)).refusal).toBe('already-refused');
  });
});

describe('a refusal', () => {
  test('is the one answer of its revision, with the reasons it was given first', () => {
    const { events, state } = after(seek(), refuse(1, 'taken'));
    expect(events).toEqual([
      {
        type: 'AllocationRefused',
        data: {
          activityId,
          revision: 1,
          centerId: tianping,
          centerVersion: 4,
          reasons: [{ code: 'taken' }],
          nearest: [],
        },
      },
    ]);
    expect(next(state, refuse(1, 'closed'))).toEqual({ state, ...unmoved });
  });

  test('is not given while something is held, nor after a grant', () => {
    expect(after(seek(), begin(), refuse()).refusal).toBe('holds-open');
    expect(after(seek(), begin(), grant(), refuse()).refusal).toBe('already-granted');
  });

  test('of a revision leaves what an older one was granted', () => {
    const { state } = after(seek(1), begin(1), grant(1), seek(2), refuse(2));
    expect(state.granted).toEqual({ revision: 1, attempt: 1 });
  });

  test('of one revision does not keep the next from an answer', () => {
    expect(after(seek(1), refuse(1), seek(2), begin(2), grant(1, 2)).events).toMatchObject([
      { type: 'AllocationGranted', data: { revision: 2 } },
    ]);
  });
});

describe('withdrawing', () => {
  test('releases what was granted here, each resource once, and says that it was cancelled', () => {
    const { events, state } = after(seek(), begin(), grant(), withdraw());
    expect(events).toEqual([
      { type: 'AllocationWithdrawn', data: { activityId, upToRevision: 1 } },
      {
        type: 'AllocationReleased',
        data: {
          activityId,
          upToRevision: 1,
          centerId: tianping,
          because: 'cancelled',
          resourceIds: ['hall', 'lawn'],
        },
      },
    ]);
    expect(state.granted).toBeUndefined();
  });

  test('without a grant is a fence: no step of these revisions gets through any more', () => {
    const { events, state } = after(withdraw(2));
    expect(events).toEqual([{ type: 'AllocationWithdrawn', data: { activityId, upToRevision: 2 } }]);
    for (const late of [seek(1), seek(2), begin(2), grant(1, 2), giveUp(1, 2), refuse(2)]) {
      expect(next(state, late)).toEqual({ state, events: [], refusal: 'superseded' });
    }
    expect(next(state, seek(3)).refusal).toBeUndefined();
  });

  test('once is enough, and less changes nothing', () => {
    const { state } = after(seek(1), seek(2), withdraw(2));
    expect(next(state, withdraw(2))).toEqual({ state, ...unmoved });
    expect(next(state, withdraw(1))).toEqual({ state, ...unmoved });
  });

  test('of earlier revisions leaves the grant of a newer one', () => {
    const { events, state } = after(seek(2), begin(2), grant(1, 2), withdraw(1));
    expect(events).toEqual([{ type: 'AllocationWithdrawn', data: { activityId, upToRevision: 1 } }]);
    expect(state.granted).toEqual({ revision: 2, attempt: 1 });
  });
});

describe('what staff take away', () => {
  const displacement = (revision = 1): AllocationDisplaced => {
    const { start, end, claims } = answer(revision);
    return {
      activityId,
      revision,
      centerId: tianping,
      centerVersion: 2,
      allocationVersion: 2,
      from: { start, end, claims },
      because: { code: 'closed-for' },
      ordered: { by: 'staff', reason: 'Repairs' },
      nearest: [],
    };
  };
  const displace = (attempt = 1): AllocationCommand => ({
    type: 'Displace',
    attempt,
    displacement: displacement(attempt),
  });

  test('is told once, and no late copy of its wish is granted it again', () => {
    const { state, events } = after(seek(), begin(), grant(), displace());
    expect(events).toEqual([{ type: 'AllocationDisplaced', data: displacement() }]);
    expect(next(state, displace())).toMatchObject(unmoved);
    for (const late of [seek(), begin(), refuse(), giveUp(1)]) expect(next(state, late).refusal).toBe('superseded');
    expect(next(next(state, seek(2)).state, begin(2)).refusal).toBeUndefined();
  });

  test('is what was granted, and not what has taken its place', () => {
    expect(after(seek(), begin(), displace())).toMatchObject(unmoved);
    const { state } = after(seek(), begin(), grant(), seek(2), begin(2), grant(2, 2));
    expect(next(state, displace())).toMatchObject(unmoved);
    expect(next(state, displace(2)).events).toHaveLength(1);
  });
});

describe('when a newer revision has its answer elsewhere', () => {
  test('what this stream granted before is released, and says that it moved', () => {
    const { events, state } = after(seek(1), begin(1), grant(1), seek(2), releaseBefore(2));
    expect(events).toEqual([
      {
        type: 'AllocationReleased',
        data: {
          activityId,
          upToRevision: 1,
          centerId: tianping,
          because: 'moved-to-another-day',
          resourceIds: ['hall', 'lawn'],
        },
      },
    ]);
    expect(next(state, releaseBefore(2))).toEqual({ state, ...unmoved });
  });

  test('nothing is released where nothing was granted, or only by that revision', () => {
    expect(after(seek(1), begin(1), expire(), seek(2), releaseBefore(2))).toMatchObject(unmoved);
    expect(after(seek(1), begin(1), grant(1), releaseBefore(1))).toMatchObject(unmoved);
  });

  test('the resources released are those of the attempt that was granted', () => {
    const { state } = after(seek(1), begin(1), expire(1), begin(1, 0, ['yard']), grant(2), seek(2));
    expect(state.granted).toEqual({ revision: 1, attempt: 2 });
    expect(next(state, releaseBefore(2)).events).toMatchObject([{ data: { resourceIds: ['yard'] } }]);
  });
});
