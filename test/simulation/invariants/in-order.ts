import { comparePositions, isPublic, type Position } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import type { Application, Findings, Invariant, View } from './invariant.ts';

/** The commits of a stream, from whichever log has it. */
function commitsOf({ world }: View, stream: string): readonly Commit[] {
  for (const log of world.durable.logs().values()) {
    const commits = log.ofStream(stream);
    if (commits.length > 0) return commits;
  }
  return [];
}

/** The event before one, of those that a group hears. */
function before(view: View, { source, hears }: Application): Position | undefined {
  const commits = commitsOf(view, source.stream);
  for (let version = source.version; version >= 1; version -= 1) {
    const events = commits[version - 1]?.events ?? [];
    const upTo = version === source.version ? source.index : events.length;
    for (let index = upTo - 1; index >= 0; index -= 1) {
      const type = events[index]?.type;
      if (type !== undefined && hears.has(type) && isPublic(type)) return { version, index };
    }
  }
  return undefined;
}

const at = ({ group, type, source: { stream, version, index } }: Application): string =>
  `${group}: ${type} ${stream}@${version}.${index}`;

/** By then everybody has noticed that a process has ended, or begun, and what is whose. */
const SETTLED_AFTER_MS = 45_000;

/**
 * Nothing is passed over: a group begins with an event only when it has come to an end, once at least, with the one before
 * it in the same stream. Nothing goes back: a process that has done with an event does not take it up again, nor an earlier
 * one. After the end of a process what was not saved comes again, to another; where none has ended for long, and
 * nobody was away from the bus, nothing does.
 */
export const inOrder: Invariant = {
  name: 'I6 order',
  watch(view) {
    const { scheduler } = view.world;
    const reached = new Map<string, Position>();
    const own = new Map<string, Position>();
    const ofGroup = ({ group, source }: Application): string => `${group} ${source.stream}`;
    const ofLife = (application: Application): string => `${application.life} ${ofGroup(application)}`;
    let movedAt = scheduler.now();

    const { shuffleEveryMs, stallEveryMs, outageEveryMs } = view.options.disturbances;

    const isSettled = (): boolean =>
      [shuffleEveryMs, stallEveryMs, outageEveryMs].every((often) => often === 0) &&
      scheduler.now() - movedAt > SETTLED_AFTER_MS;

    return {
      crashed() {
        movedAt = scheduler.now();
        return [];
      },
      begun(application): Findings {
        const { source, process } = application;
        const come = reached.get(ofGroup(application));
        const done = isSettled() ? come : own.get(ofLife(application));
        if (done && comparePositions(source, done) <= 0) {
          return [`${at(application)} in ${process}, when ${done.version}.${done.index} had been done with`];
        }
        const earlier = before(view, application);
        if (!earlier || (come && comparePositions(earlier, come) <= 0)) return [];
        return [`${at(application)} in ${process}, and nobody has done with ${earlier.version}.${earlier.index}`];
      },
      applied(application) {
        const { version, index } = application.source;
        const position = { version, index };
        for (const [map, key] of [[reached, ofGroup(application)] as const, [own, ofLife(application)] as const]) {
          const known = map.get(key);
          if (!known || comparePositions(position, known) > 0) map.set(key, position);
        }
        return [];
      },
    };
  },
};
