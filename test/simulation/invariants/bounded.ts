import { streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';

/** Sends of one mail: fourteen attempts, and the one that finds that they are used up. */
const ATTEMPTS_MAX = 15;
/** What has to wait for another mail of its activity looks ever more seldom whether that has gone. */
const LOOKS_MAX = 25;
/** Plans of one answer over several days: services/room-allocation, coordinator/over-days.ts. */
const PLANS_MAX = 50;
/** Commits that one wish leads to on the streams of its own, plans over several days apart. */
const COMMITS_EACH = 12;
/**
 * Messages that are published for one commit, where the bus is not one with the log: each relay may repeat a batch. In
 * fifty runs there were 1.2 at most.
 */
const PUBLISHED_EACH = 10;

function attempts({ world, options }: View): Findings {
  const databases = [...new Set(options.topology.map(({ database }) => database))];
  return databases
    .flatMap((database) => [...world.durable.records(database, 'notification-deliveries').from('', '')])
    .flatMap(({ key, value }) => {
      // The ledger's own entries.
      const { attempts: all, looks = 0 } = JSON.parse(value) as { readonly attempts: number; readonly looks?: number };
      const isTooOften = all - looks > ATTEMPTS_MAX || looks > LOOKS_MAX;
      return isTooOften ? [`${key} was tried ${all - looks} times, and looked at ${looks}`] : [];
    });
}

function plans(view: View): Findings {
  return [...streamsOf(view, 'room-allocation', 'allocation/')].flatMap(([stream, commits]) => {
    const events = commits.flatMap((commit) => commit.events.map(({ type }) => type));
    const wishes = events.filter((type) => type === 'AllocationSought').length + 1;
    const begun = events.filter((type) => type === 'HoldsBegun').length;
    const few = wishes * COMMITS_EACH + begun * 2;
    return [
      ...(begun > wishes * PLANS_MAX ? [`${stream}: ${begun} plans for ${wishes} wishes`] : []),
      ...(commits.length > few ? [`${stream}: ${commits.length} commits for ${wishes} wishes and ${begun} plans`] : []),
    ];
  });
}

function published({ world, options }: View): Findings {
  const topics = [...new Set(world.coordinator.members().flatMap((member) => member.topics))];
  const messages = world.broker.partitionsOf(topics).reduce((sum, partition) => sum + partition.end(), 0);
  const commits = [...world.durable.logs().values()].reduce((sum, log) => sum + log.all().length, 0);
  const most = options.storage === 'one-file' ? 2 : PUBLISHED_EACH;
  return messages > most * (commits + 100) ? [`${messages} messages are on the bus for ${commits} commits`] : [];
}

/** Whatever goes wrong, and for however long: what is tried again is tried so often at most, and nothing grows by itself. */
export const bounded: Invariant = {
  name: 'I12 bounded',
  watch: (view) => ({
    waited: () => published(view),
    ended: () => [...attempts(view), ...plans(view), ...published(view)],
  }),
};
