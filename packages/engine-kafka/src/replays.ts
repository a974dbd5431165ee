import { messageOf } from '@huitang/runtime';
import type { Group } from './group.ts';
import type { ParkedMessages, ParkedSubject } from './parked-messages.ts';

const isSame = (a: ParkedSubject, { id }: Group['context']): boolean =>
  a.group === id.group && a.generation === id.generation;

/** Sets parked subjects free, and brings back at once those whose partition is in this process; how many. */
export async function setFree(
  parked: ParkedMessages,
  subjects: readonly ParkedSubject[],
  group: Group | undefined,
): Promise<number> {
  for (const one of subjects) await parked.release(one, one.subject);
  if (group)
    await bringBack(
      group,
      subjects.filter((one) => isSame(one, group.context)),
    );
  return subjects.length;
}

const bringBack = async (group: Group, subjects: readonly { readonly subject: string }[]): Promise<void> => {
  const here = new Set(group.parkedHere());
  await Promise.all(subjects.filter(({ subject }) => here.has(subject)).map(({ subject }) => group.replay(subject)));
};

/** Brings back what somebody has set free elsewhere: a command line, or a process that does not have the partition. */
export async function lookForReplays(parked: ParkedMessages, group: Group): Promise<void> {
  const { context } = group;
  if (group.parkedHere().length === 0) return;
  try {
    const subjects = await parked.subjects(context.id);
    await bringBack(
      group,
      subjects.filter(({ released }) => released),
    );
  } catch (error) {
    context.logger.warn({ groupId: context.groupId, error: messageOf(error) }, 'cannot look for replays now');
  }
}
