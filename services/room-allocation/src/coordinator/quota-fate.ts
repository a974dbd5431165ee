import type { ActivityId } from '@huitang/contracts';
import type { Allocation } from '../domain/allocation-state.ts';
import { activityOn } from '../domain/center-day-state.ts';
import { allocationStream, centerOfStream } from '../domain/center-days.ts';
import { isSuperseded, soughtGroups } from '../domain/sought.ts';
import type { Coordinator } from './coordinator.ts';
import type { Fate } from './until-decided.ts';

/** One revision of one activity. */
export interface Wished {
  readonly activityId: ActivityId;
  readonly revision: number;
}

const daysOf = (allocation: Allocation, revision: number): readonly string[] => [
  ...new Set(soughtGroups(allocation, revision).flatMap(({ days }) => days)),
];

async function isGrantedOnADay({ days }: Coordinator, { activityId, revision }: Wished, names: readonly string[]) {
  for (const day of names) {
    const { state } = await days.load(day);
    if (activityOn(state, activityId).granted?.revision === revision) return true;
  }
  return false;
}

/** No late copy of a revision that is superseded may be granted a start of this day; false where it has been. */
async function isFenced({ days }: Coordinator, { activityId, revision }: Wished, day: string): Promise<boolean> {
  const outcome = await days.execute({
    stream: day,
    command: { type: 'GiveUpStarts', activityId, revision, starts: Number.MAX_SAFE_INTEGER },
    commandId: `quota-fence/${activityId}/${revision}`,
    principal: 'service:room-allocation',
    partitionKey: centerOfStream(day),
  });
  return outcome.ok || outcome.refusal.code !== 'already-granted';
}

/**
 * What became of a revision, wherever it is written: granted on the stream of one day or over several, refused, or, where
 * a newer one has taken its place, over as soon as no late copy of it can be granted any more, which is seen to here.
 */
export async function fateOf(coordinator: Coordinator, wished: Wished): Promise<Fate> {
  const { activityId, revision } = wished;
  const { state } = await coordinator.allocations.load(allocationStream(activityId));
  if (state.refused.includes(revision)) return 'over';
  if (state.granted?.revision === revision) return 'granted';
  const names = daysOf(state, revision);
  if (await isGrantedOnADay(coordinator, wished, names)) return 'granted';
  if (!isSuperseded(state, revision)) return 'open';
  for (const day of names) if (!(await isFenced(coordinator, wished, day))) return 'granted';
  return 'over';
}
