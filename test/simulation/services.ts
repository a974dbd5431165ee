import { roomAllocationWith, type SolveDay } from '@huitang/room-allocation';
import { allocate } from '@huitang/room-allocation/allocator';
import type { Platform, ServiceFactory } from '@huitang/runtime';
import { services as asInstalled } from '@huitang/standalone';

const SOLVES_LEAST_MS = 100;
const SOLVES_EACH_MS = 50;
const SOLVES_MAX_MS = 3_000;

/** No virtual clock waits for a thread: a round is answered by the search alone, after the time that a solver would take. */
const searchOn =
  ({ clock }: Pick<Platform, 'clock'>): SolveDay =>
  (problem) =>
    new Promise((resolve) => {
      const ms = Math.min(SOLVES_MAX_MS, SOLVES_LEAST_MS + SOLVES_EACH_MS * problem.requests.length);
      clock.after(ms, () => resolve({ outcome: 'solved', result: allocate(problem) }));
    });

/** The services as a run hosts them: they are what people run, but for who solves a round. */
export const services: readonly ServiceFactory[] = asInstalled.map((service) =>
  service.name === 'room-allocation' ? roomAllocationWith(searchOn) : service,
);
