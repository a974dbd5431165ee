import type { DeliveredMail } from '@huitang/engine-simulated';
import type { Findings, Invariant, View } from './invariant.ts';
import { type Letter, lettersOf } from './letters.ts';
import { isSwitchedOff, POSSIBLE_MINUTES, type Preferred, preferenceOf, quietLeft } from './preferred.ts';

const MINUTE_MS = 60_000;
/** Servers take mail slowly, also that of a process that has ended: so long it may have been on its way. */
const ON_ITS_WAY_MS = MINUTE_MS;
const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** What somebody would miss who is told later; other instants in the past only tell when something was said. */
const MISSED = /(?<="(?:start|announcesAt|preferredStart|publishesAt)":")[^"]+/g;

/**
 * True where anything that was ever said of the activity is to be between `at` and `until`, or was to be while the mail was
 * on its way: whoever is told later would miss it.
 */
function isPressing({ world }: View, activityId: string, at: number, until: number): boolean {
  const said = JSON.stringify(world.durable.log('scheduling').ofStream(`activity/${activityId}`));
  const isAnyIn = (moments: readonly string[] | null, from: number, to: number): boolean =>
    moments?.some((moment) => from < Date.parse(moment) && Date.parse(moment) <= to) ?? false;
  return isAnyIn(said.match(INSTANT), at, until) || isAnyIn(said.match(MISSED), at - ON_ITS_WAY_MS, at);
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
