import type { ProgrammeStep } from '@huitang/contracts';
import type { Kind } from './kind.ts';
import type { Route } from './route.ts';

/** The minutes of all steps. */
export const minutesOf = (programme: readonly ProgrammeStep[]): number =>
  programme.reduce((total, { minutes }) => total + minutes, 0);

/**
 * Steps that fit into `durationMinutes`: as they are, or shortened in proportion. The moments at which one step ends and
 * the next begins move together, each rounded to the minute, so all of them still fill the time exactly.
 */
export function shortened(programme: readonly ProgrammeStep[], durationMinutes: number): readonly ProgrammeStep[] {
  const total = minutesOf(programme);
  if (total <= durationMinutes) return programme;
  let passed = 0;
  return programme.map((step) => {
    const begins = Math.round((passed * durationMinutes) / total);
    passed += step.minutes;
    return { ...step, minutes: Math.round((passed * durationMinutes) / total) - begins };
  });
}

/** The default steps within the activity's minutes; of a walking class, its stops with the way to each. */
export function programmeOf(
  kind: Kind,
  { route }: { readonly route?: Route | undefined },
  durationMinutes: number,
): readonly ProgrammeStep[] {
  if (!kind.fromRoute || !route) return shortened(kind.programme, durationMinutes);
  return route.stops.map((stop) => ({
    title: stop.name,
    minutes: stop.walkingMinutes + stop.dwellMinutes,
    lead: 'guide',
  }));
}
