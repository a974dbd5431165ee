import type { Reason } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { openAttempt } from '../domain/allocation-state.ts';
import type { AllocationRefusal } from '../domain/allocator/allocation-problem.ts';
import { allocationStream } from '../domain/center-days.ts';
import type { KnownCenter } from '../facts.ts';
import { type Asked, demandedBy, take } from './asked.ts';
import { carryOut } from './attempt.ts';
import type { Answered, Coordinator } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { offersFor } from './offers.ts';

const ROUNDS_MAX = 20;

/** Why a wish cannot be had. */
interface Because {
  readonly reasons: readonly Reason[];
  /** Whether other organizations had what it lacked. */
  readonly hadByOthers: boolean;
}

export const reasonsOf = (because: AllocationRefusal | undefined): Reason[] =>
  because ? [because.cause, ...because.missing] : [{ code: 'no-start-left' }];

async function tryToRefuse(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  { reasons, hadByOthers }: Because,
) {
  const { activityId, revision, centerId } = asked;
  // By the center as it is now: something may have been closed while the wish was answered.
  const nearest = await offersFor(coordinator, asked, await knownCenter(coordinator, asked));
  return take(coordinator.allocations, asked, {
    stream: allocationStream(activityId),
    name: 'refuse',
    command: {
      type: 'Refuse',
      activityId,
      revision,
      centerId,
      centerVersion: known.version,
      reasons,
      nearest,
      demanded: demandedBy(asked),
      hadByOthers,
    },
    body: { activityId, revision },
  });
}

/** Brings what another copy of this request has begun, or an earlier revision, to its end; true when that grants this one. */
async function finishOpen(coordinator: Coordinator, asked: Asked): Promise<boolean> {
  const { state } = await coordinator.allocations.load(allocationStream(asked.activityId));
  const open = openAttempt(state);
  return open !== undefined && carryOut(coordinator, asked, open);
}

/** Says why a wish cannot be had, and what can, unless it has been answered otherwise meanwhile. */
export async function refuse(
  coordinator: Coordinator,
  asked: Asked,
  known: KnownCenter,
  because: Because,
): Promise<Answered> {
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const outcome = await tryToRefuse(coordinator, asked, known, because);
    if (outcome.ok) return 'refused';
    const { code } = outcome.refusal;
    if (code === 'already-granted') return 'granted';
    if (code !== 'holds-open') return 'superseded';
    if (await finishOpen(coordinator, asked)) return 'granted';
  }
  throw new Fault('holds-open', `${asked.activityId}: holds came and went ${ROUNDS_MAX} times`, { retriable: true });
}
