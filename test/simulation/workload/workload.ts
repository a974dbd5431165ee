import type { Random } from '@huitang/engine-simulated';
import type { WorkloadSize } from '../options.ts';
import type { Client } from './client.ts';
import { impatient } from './impatient.ts';
import { manager, openAll } from './managers.ts';
import { organizer } from './organizers.ts';
import { placesOf } from './places.ts';
import { subscriber } from './subscribers.ts';

export interface Workload {
  /** True when every organizer has done, or given up, what it wanted. */
  isDone(): boolean;
}

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

export type StartWorkload = (dice: Random, size: WorkloadSize, newClient: (name: string) => Client) => Workload;

/** Everybody who does something, each with a client and numbers of their own. Later features add actors here. */
export const startWorkload: StartWorkload = (dice, size, newClient) => {
  const places = placesOf(dice, size);
  let done = false;
  const isDone = (): boolean => done;
  async function run(): Promise<void> {
    await openAll(newClient('opener'), places);
    void manager(newClient('manager'), places, isDone);
    for (const number of numbered(size.subscribers)) void subscriber(newClient(`subscriber-${number}`), places, isDone);
    const organizers = numbered(size.organizers).map((number) =>
      organizer(newClient(`organizer-${number}`), places, size),
    );
    const others = numbered(size.impatient).map((number) => impatient(newClient(`impatient-${number}`), places, size));
    await Promise.all([...organizers, ...others]);
    done = true;
  }
  void run();
  return { isDone };
};
