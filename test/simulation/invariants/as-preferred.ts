import type { DeliveredMail } from '@huitang/engine-simulated';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Letter, lettersOf } from './letters.ts';
import { isSwitchedOff, POSSIBLE_MINUTES, type Preferred, preferenceOf, quietLeft } from './preferred.ts';

const MINUTE_MS = 60_000;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** True where anything that was ever said of the activity is to be before then: whoever is told later would miss it. */
function isPressing({ world }: View, activityId: string, from: number, until: number): boolean {
  const commits = world.durable.log('scheduling').ofStream(`activity/${activityId}`);
  const moments = JSON.stringify(commits).match(INSTANT) ?? [];
  return moments.some((moment) => from < Date.parse(moment) && Date.parse(moment) <= until);
}

/** Nobody is told what they have switched off, nor woken in their quiet hours by what could have waited. */
export const asPreferred: Invariant = {
  name: 'I5 as it is preferred',
  watch(view) {
    const { workload, disturbances } = view.options;
    const letters = new Map<string, Letter>();

    function woken(letter: Letter, preferred: Preferred, { at }: DeliveredMail): Findings {
      // Whoever goes by a wrong clock cannot know.
      if (disturbances.clockEveryMs > 0) return [];
      const left = quietLeft(preferred, at, workload.timeZone);
      // In the last minute it may have been on its way.
      if (left <= 1 || isPressing(view, letter.activityId, at, at + left * MINUTE_MS)) return [];
      return [
        `${letter.message} of ${letter.activityId} came to ${letter.organizationId} with ${left} quiet minutes left`,
      ];
    }

    return {
      committed(service, commit) {
        if (service !== 'scheduling') return [];
        for (const letter of lettersOf(commit, POSSIBLE_MINUTES)) letters.set(letter.messageId, letter);
        return [];
      },
      delivered(delivered): Findings {
        const letter = letters.get(delivered.mail.messageId);
        if (!letter) return [];
        const preferred = preferenceOf(view, letter.organizationId);
        const { message, activityId, organizationId } = letter;
        // Who has just asked for others may still get the ones before.
        const isOther = letter.minutesBefore !== undefined && !preferred.off.includes('reminder');
        if (!isOther && isSwitchedOff(letter, preferred))
          return [`${message} of ${activityId} came to ${organizationId}, who does without`];
        return woken(letter, preferred, delivered);
      },
    };
  },
};
