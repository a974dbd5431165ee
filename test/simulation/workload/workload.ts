import type { Random } from '@huitang/engine-simulated';
import type { WorkloadSize } from '../options.ts';
import { careful } from './careful.ts';
import type { Client } from './client.ts';
import { follower } from './followers.ts';
import { hoursManager } from './hours-manager.ts';
import { impatient } from './impatient.ts';
import { manager, openAll } from './managers.ts';
import { organizer } from './organizers.ts';
import { placesOf } from './places.ts';
import { fickle, sayPreferences } from './preferences.ts';
import { staff } from './staff.ts';
import { subscriber } from './subscribers.ts';

export interface Workload {
  /** True when every organizer has done, or given up, what it wanted, and nobody changes anything any more. */
  isDone(): boolean;
}

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A client of whom one can tell whether it waits for an answer: what it asks for may still come to be. */
function counted(client: Client): { readonly client: Client; readonly asking: () => number } {
  let asking = 0;
  async function ask(...[asked]: Parameters<Client['ask']>): ReturnType<Client['ask']> {
    asking += 1;
    const answer = await client.ask(asked);
    asking -= 1;
    return answer;
  }
  return { client: { ...client, ask }, asking: () => asking };
}

export type StartWorkload = (dice: Random, size: WorkloadSize, newClient: (name: string) => Client) => Workload;

/** Everybody who does something, each with a client and numbers of their own. Later features add actors here. */
export const startWorkload: StartWorkload = (dice, size, newClient) => {
  const places = placesOf(dice, size);
  let over = false;
  const isOver = (): boolean => over;
  const managing = counted(newClient('manager'));
  const timing = counted(newClient('hours-manager'));
  const ordering = counted(newClient('staff'));
  const preferring = counted(newClient('fickle'));
  async function run(): Promise<void> {
    await openAll(newClient('opener'), places);
    if (size.preferences) {
      const steady = await sayPreferences(preferring.client, places, size);
      void fickle(preferring.client, steady, isOver);
    }
    void manager(managing.client, places, isOver);
    if (size.staff) void staff(ordering.client, places, isOver);
    if (size.variety) {
      void hoursManager(timing.client, places, isOver);
      void follower(newClient('follower'), places, isOver);
    }
    for (const number of numbered(size.subscribers)) void subscriber(newClient(`subscriber-${number}`), places, isOver);
    const organizers = numbered(size.organizers).map((number) =>
      organizer(newClient(`organizer-${number}`), places, size),
    );
    const others = numbered(size.impatient).map((number) => impatient(newClient(`impatient-${number}`), places, size));
    const carefully = numbered(size.variety ? 2 : 0).map((number) =>
      careful(newClient(`careful-${number}`), places, size),
    );
    await Promise.all([...organizers, ...others, ...carefully]);
    over = true;
  }
  void run();
  const actors = [managing, timing, ordering, preferring];
  return { isDone: () => over && actors.every(({ asking }) => asking() === 0) };
};
