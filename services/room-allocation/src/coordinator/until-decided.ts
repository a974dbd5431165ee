import { type Clock, Fault } from '@huitang/runtime';
import { pause } from './coordinator.ts';

const POLL_MS = 25;
/** Well below what a bus gives a handler; holds last far shorter. */
const PATIENCE_MS = 12_000;

/** What became of something that is held for an answer: the answer was yes, it was no, or there is none yet. */
export type Fate = 'granted' | 'over' | 'open';

/** When whoever begins to wait now waits no longer, in milliseconds. */
export const patienceFrom = (clock: Clock): number => clock.now() + PATIENCE_MS;

/** Asks again and again until it is decided; a retriable fault, which says `what`, when it is not by `until`. */
export async function untilDecided(
  clock: Clock,
  until: number,
  what: string,
  fateOf: () => Promise<Fate>,
): Promise<Exclude<Fate, 'open'>> {
  for (;;) {
    const fate = await fateOf();
    if (fate !== 'open') return fate;
    if (clock.now() >= until) throw new Fault('holds-open', what, { retriable: true });
    await pause(clock, POLL_MS);
  }
}
