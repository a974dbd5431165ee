import { parkedStreams } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';

const isEvent = (message: { readonly json: () => unknown }): boolean => {
  try {
    const value = message.json();
    return typeof value === 'object' && value !== null && 'subject' in value;
  } catch {
    return false;
  }
};

/** Groups, and poisoned streams that reached them as something no group can take for an event. */
function unread(view: View): readonly { readonly group: string; readonly subject: string }[] {
  const { broker, coordinator } = view.world;
  const groups = new Map(coordinator.members().map(({ group, topics }) => [group, topics]));
  return [...groups].flatMap(([group, topics]) => {
    const messages = broker.partitionsOf(topics).flatMap((partition) => partition.messages.slice(0, partition.end()));
    return messages
      .filter((message) => topics.includes(message.topic) && view.poisoned.has(message.subject) && !isEvent(message))
      .map(({ subject }) => ({ group, subject }));
  });
}

/** What cannot be read is set aside, stream by stream, by everyone who heard it; nothing else ever is. */
export const isolation: Invariant = {
  name: 'I10 isolation',
  watch: (view) => ({
    ended({ quiet }): Findings {
      const parked = parkedStreams(view);
      const strange = parked.filter(
        ({ group, subject }) => !view.poisoned.has(subject) && (quiet || !view.hasBroken(group, subject)),
      );
      const keys = new Set(parked.map(({ group, subject }) => `${group} ${subject}`));
      const passed = quiet ? unread(view).filter(({ group, subject }) => !keys.has(`${group} ${subject}`)) : [];
      return [
        ...strange.map(({ group, subject, error }) => `${subject} is set aside for ${group}: ${error}`),
        ...passed.map(({ group, subject }) => `${group} has passed over ${subject}, which nobody can read`),
      ];
    },
  }),
};
