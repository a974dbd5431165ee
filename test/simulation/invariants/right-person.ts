import type { ActivityProposed, CenterOpened } from '@huitang/contracts';
import type { DeliveredMail } from '@huitang/engine-simulated';
import { fieldOf } from '../client-commands.ts';
import { clockAt } from '../clock.ts';
import { inHandMsOf } from './in-hand.ts';
import type { Findings, Invariant } from './invariant.ts';
import { type Letter, lettersOf } from './letters.ts';
import { POSSIBLE_MINUTES } from './preferred.ts';

/** What has been said of an activity so far, in any of its revisions. */
interface Said {
  readonly titles: Set<string>;
  /** One after the other, with the moment from which on it had each. */
  readonly starts: { readonly start: string; readonly since: number }[];
  centerId: string;
}

const unheard = (): Said => ({ titles: new Set(), starts: [], centerId: '' });

/** A mail goes to the address of the organization whose activity it is about, in its language, and tells of that one. */
export const rightPerson: Invariant = {
  name: 'I5 the right person',
  watch(view) {
    const letters = new Map<string, Letter>();
    const activities = new Map<string, Said>();
    const zones = new Map<string, string>();
    const inHandMs = inHandMsOf(view.options);

    /** What the activity had when a mail that comes now was written, or has had since. */
    const lately = (starts: Said['starts'], at: number): readonly string[] =>
      starts
        .filter((_, index) => (starts[index + 1]?.since ?? Number.POSITIVE_INFINITY) >= at - inHandMs)
        .map(({ start }) => start);

    function hear(activityId: string, data: unknown): void {
      const said = activities.get(activityId) ?? unheard();
      // What the log has was written by the schema of its type.
      const { title, centerId } = data as ActivityProposed;
      said.titles.add(title);
      said.centerId = centerId;
      const start = fieldOf(data, 'start');
      if (typeof start === 'string') said.starts.push({ start, since: view.world.scheduler.now() });
      activities.set(activityId, said);
    }

    function elsewhere({ organizationId, message }: Letter, { mail: { to, subject } }: DeliveredMail): Findings {
      const contact = view.world.durable.vault.get(`organization/${organizationId}`);
      const isChinese = subject.startsWith('【');
      return [
        ...(to.address === contact?.email && to.name === contact?.name
          ? []
          : [`${message} for ${organizationId} (${contact?.email}) went to ${to.name} ${to.address}`]),
        ...(isChinese === (contact?.language === 'zh')
          ? []
          : [`${message} for ${organizationId}, who reads ${contact?.language}, says ${subject}`]),
      ];
    }

    function ofAnother(
      { activityId, message, confirmed }: Letter,
      { at, mail: { subject, text } }: DeliveredMail,
    ): Findings {
      const { titles, starts, centerId } = activities.get(activityId) ?? unheard();
      const zone = zones.get(centerId) ?? 'UTC';
      const isTitled = [...titles].some((title) => subject.includes(title));
      const isTimed = !confirmed || lately(starts, at).some((start) => text.includes(clockAt(Date.parse(start), zone)));
      return [
        ...(isTitled ? [] : [`${message} of ${activityId}, known as ${[...titles]}, is about ${subject}`]),
        ...(isTimed ? [] : [`${message} of ${activityId} tells none of ${starts.map(({ start }) => start)}: ${text}`]),
      ];
    }

    return {
      committed(service, commit) {
        const { stream, events } = commit;
        if (service === 'scheduling' && stream.startsWith('activity/')) {
          for (const { data } of events) hear(stream.slice('activity/'.length), data);
          for (const letter of lettersOf(commit, POSSIBLE_MINUTES)) letters.set(letter.messageId, letter);
        }
        for (const { type, data } of events) {
          if (type !== 'CenterOpened') continue;
          const { id, timeZone } = (data as CenterOpened).profile;
          zones.set(id, timeZone);
        }
        return [];
      },
      delivered(delivered) {
        // One that no event asks for is somebody else's finding.
        const letter = letters.get(delivered.mail.messageId);
        return letter ? [...elsewhere(letter, delivered), ...ofAnother(letter, delivered)] : [];
      },
    };
  },
};
