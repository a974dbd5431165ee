import type { Coordinator } from './coordinator/coordinator.ts';
import type { CenterDay } from './domain/center-day-state.ts';
import { centerStream } from './domain/center-days.ts';
import type { KnownCenter } from './facts.ts';
import type { CenterDays, Centers } from './streams.ts';

export interface Foreseeing {
  /** Reads days as they would be by then, and is never to write. */
  readonly coordinator: Coordinator;
  /** From now on a day is looked at as it would be. */
  becomes(stream: string, after: CenterDay): void;
}

/**
 * What happens to one day comes before what happens to the next: a preview of several has to know what it has foreseen.
 * The center is read as it is `known`, also by whoever borrows from it.
 */
export function foreseeing(coordinator: Coordinator, known: KnownCenter): Foreseeing {
  const foreseen = new Map<string, CenterDay>();
  const { centers, days } = coordinator;
  const own = centerStream(known.center.profile.id);
  const loadCenter: Centers['load'] = async (stream) => {
    const loaded = await centers.load(stream);
    return stream === own ? { ...loaded, state: known.center, version: known.version } : loaded;
  };
  const load: CenterDays['load'] = async (stream) => {
    const loaded = await days.load(stream);
    return { ...loaded, state: foreseen.get(stream) ?? loaded.state };
  };
  return {
    coordinator: { ...coordinator, centers: { ...centers, load: loadCenter }, days: { ...days, load } },
    becomes: (stream, after) => {
      foreseen.set(stream, after);
    },
  };
}
