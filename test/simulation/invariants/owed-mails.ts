import { NO_SUCH_BOX } from '@huitang/engine-simulated';
import type { Commit } from '@huitang/runtime';
import { claimsOf, LEASE_MS } from './claims.ts';
import type { View } from './invariant.ts';
import { type Letter, stillTrue, wishEnds } from './letters.ts';
import {
  isSwitchedOff,
  POSSIBLE_MINUTES,
  type Preferred,
  preferenceOf,
  preferredSince,
  quietLeft,
} from './preferred.ts';

/** What planning and sending may take, once the faults have stopped. */
const MARGIN_MS = 90_000;

/** From the end of somebody's lease until others have looked again, and have sent it. */
const TAKEN_UP_MS = 3_000;

/** True while it waits for another try, or for somebody who took it up and may still be at it. */
export function isUnderWay(view: View, letter: Letter): boolean {
  const { world, options } = view;
  const now = world.scheduler.now();
  return options.topology.some(({ database }) => {
    const dueAt = world.durable.records(database, 'notification-deliveries').get(letter.key)?.dueAt;
    if (dueAt === undefined || dueAt > now) return dueAt !== undefined;
    return claimsOf(view, letter).some((at) => at + LEASE_MS + TAKEN_UP_MS > now);
  });
}

/** True for a reminder that may wait in quiet hours until the next one is due: then it is of no use any more. */
function mayBeOvertaken(letter: Letter, preferred: Preferred, timeZone: string): boolean {
  const { tellAt = 0, minutesBefore = 0 } = letter;
  const next = preferred.reminderMinutes.find((minutes) => minutes < minutesBefore);
  if (next === undefined) return false;
  const left = quietLeft(preferred, tellAt, timeZone);
  return left > 0 && left + MARGIN_MS / 60_000 >= minutesBefore - next;
}

/** Of what is still true, what somebody has to have been told by now. */
export function owed(view: View, commits: readonly Commit[]): readonly Letter[] {
  const { options, world } = view;
  const now = world.scheduler.now();
  const known = Date.parse(commits.at(-1)?.at ?? '');
  // A clock that was ahead when it was planned has found some of them too late.
  const late = options.disturbances.clockEveryMs > 0 ? options.disturbances.clockMaxMs : 0;
  return stillTrue(commits, POSSIBLE_MINUTES).filter((letter) => {
    const preferred = preferenceOf(view, letter.organizationId);
    if (isSwitchedOff(letter, preferred) || mayBeOvertaken(letter, preferred, options.workload.timeZone)) return false;
    const { tellAt, confirmed, message, revision } = letter;
    const contact = world.durable.vault.get(`organization/${letter.organizationId}`);
    if (!contact || contact.email?.endsWith(NO_SUCH_BOX)) return false;
    if (tellAt !== undefined) {
      const from =
        Math.max(known, preferredSince(view, letter.organizationId), options.startMs + options.healAfterMs) + MARGIN_MS;
      return late === 0 && tellAt > from && tellAt + MARGIN_MS < now;
    }
    if (confirmed) return Date.parse(confirmed.start) - late > now;
    return message === 'cancelled' || wishEnds(commits, revision) - late > now;
  });
}
