import type { Coordinator } from './coordinator/coordinator.ts';
import type { CenterDay } from './domain/center-day-state.ts';
import type { CenterDays } from './streams.ts';

export interface Foreseeing {
  /** Reads days as they would be by then, and is never to write. */
  readonly coordinator: Coordinator;
  /** From now on a day is looked at as it would be. */
  becomes(stream: string, after: CenterDay): void;
}

/** What happens to one day comes before what happens to the next: a preview of several has to know what it has foreseen. */
export function foreseeing(coordinator: Coordinator): Foreseeing {
  const foreseen = new Map<string, CenterDay>();
  const { days } = coordinator;
  const load: CenterDays['load'] = async (stream) => {
    const loaded = await days.load(stream);
    return { ...loaded, state: foreseen.get(stream) ?? loaded.state };
  };
  return {
    coordinator: { ...coordinator, days: { ...days, load } },
    becomes: (stream, after) => {
      foreseen.set(stream, after);
    },
  };
}
