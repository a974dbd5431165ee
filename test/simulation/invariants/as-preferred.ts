import type { DeliveredMail } from '@huitang/engine-simulated';
import type { Commit } from '@huitang/runtime';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Letter, lettersOf } from './letters.ts';
import { isSwitchedOff, POSSIBLE_MINUTES, type Preferred, preferenceOf, quietLeft } from './preferred.ts';

const MINUTE_MS = 60_000;
/** Servers take mail slowly, also that of a process that has ended: so long it may have been on its way. */
const ON_ITS_WAY_MS = MINUTE_MS;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A letter, and where what it tells of stands in the log. */
interface Caused {
  readonly letter: Letter;
  readonly version: number;
  /** Virtual milliseconds. */
  readonly at: number;
}

/**
 * True where anything that was ever said of the activity is to be between `at` and `until`; or, of what was said when it was
 * told of, was to be while the mail was on its way: whoever is told later would miss it.
 */
function isPressing({ world }: View, caused: Caused, at: number, until: number): boolean {
  const commits = world.durable.log('scheduling').ofStream(`activity/${caused.letter.activityId}`);
  const isAnyIn = (said: readonly Commit[], from: number, to: number): boolean =>
    (JSON.stringify(said).match(INSTANT) ?? []).some((one) => from < Date.parse(one) && Date.parse(one) <= to);
  const before = commits.filter(({ version }) => version <= caused.version);
  return isAnyIn(commits, at, until) || isAnyIn(before, Math.max(at - ON_ITS_WAY_MS, caused.at), at);
}

/** Nobody is told what they have switched off, nor woken in their quiet hours by what could have waited. */
export const asPreferred: Invariant = {
  name: 'I5 as it is preferred',
  watch(view) {
    const { workload, disturbances } = view.options;
    const letters = new Map<string, Caused>();

    function woken(caused: Caused, preferred: Preferred, { at }: DeliveredMail): Findings {
      // Whoever goes by a wrong clock cannot know.
      if (disturbances.clockEveryMs > 0) return [];
      const left = quietLeft(preferred, at, workload.timeZone);
      // In the last minute it may have been on its way.
      if (left <= 1 || isPressing(view, caused, at, at + left * MINUTE_MS)) return [];
      const { message, activityId, organizationId } = caused.letter;
      return [`${message} of ${activityId} came to ${organizationId} with ${left} quiet minutes left`];
    }

    return {
      committed(service, commit) {
        if (service !== 'scheduling') return [];
        const at = view.world.scheduler.now();
        for (const letter of lettersOf(commit, POSSIBLE_MINUTES))
          letters.set(letter.messageId, { letter, version: commit.version, at });
        return [];
      },
      delivered(delivered): Findings {
        const caused = letters.get(delivered.mail.messageId);
        if (!caused) return [];
        const { letter } = caused;
        const preferred = preferenceOf(view, letter.organizationId);
        const { message, activityId, organizationId } = letter;
        // Who has just asked for others may still get the ones before.
        const isOther = letter.minutesBefore !== undefined && !preferred.off.includes('reminder');
        if (!isOther && isSwitchedOff(letter, preferred))
          return [`${message} of ${activityId} came to ${organizationId}, who does without`];
        return woken(caused, preferred, delivered);
      },
    };
  },
};
