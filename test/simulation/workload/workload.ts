import type { Random } from '@huitang/engine-simulated';
import type { WorkloadSize } from '../options.ts';
import { careful } from './careful.ts';
import type { Client } from './client.ts';
import { follower } from './followers.ts';
import { foreseeing } from './foreseeing.ts';
import { hoursManager } from './hours-manager.ts';
import { impatient } from './impatient.ts';
import { manager, openAll } from './managers.ts';
import { neighbourStaff } from './neighbours.ts';
import { organizer } from './organizers.ts';
import { type Places, placesOf } from './places.ts';
import { prefer } from './preferences.ts';
import { quotaStaff } from './quota-staff.ts';
import { roundStaff } from './round-staff.ts';
import { staff } from './staff.ts';
import { subscriber } from './subscribers.ts';

export interface Workload {
  /** True when every organizer has done, or given up, what it wanted, and nobody changes anything any more. */
  isDone(): boolean;
}

const numbered = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Several, so that days are in rounds at the same time, and one of them finds another's on its day. */
const ROUND_STAFF = 3;

/** A client of whom one can tell whether it waits for an answer: what it asks for may still come to be. */
function counted(client: Client, asking: (by: 1 | -1) => void): Client {
  async function ask(...[asked]: Parameters<Client['ask']>): ReturnType<Client['ask']> {
    asking(1);
    const answer = await client.ask(asked);
    asking(-1);
    return answer;
  }
  return { ...client, ask };
}

export type StartWorkload = (dice: Random, size: WorkloadSize, newClient: (name: string) => Client) => Workload;

type Actor = (client: Client, places: Places, isOver: () => boolean) => Promise<void>;

/** Who changes something, as long as there is anybody to change it for. */
const behind = (size: WorkloadSize): readonly (readonly [name: string, isThere: boolean, actor: Actor])[] => [
  ['manager', true, manager],
  ['staff', size.staff, staff],
  ['hours-manager', size.variety, hoursManager],
  ['quota-staff', size.quotas, quotaStaff],
  ['neighbour-staff', size.neighbours, neighbourStaff],
];

/** Those who want something, one client each. */
function inFront(size: WorkloadSize, places: Places, newClient: (name: string) => Client): readonly Promise<void>[] {
  return [
    ...numbered(size.organizers).map((number) => organizer(newClient(`organizer-${number}`), places, size)),
    ...numbered(size.impatient).map((number) => impatient(newClient(`impatient-${number}`), places, size)),
    ...numbered(size.variety ? 2 : 0).map((number) => careful(newClient(`careful-${number}`), places, size)),
    ...numbered(size.foreseeing ? 3 : 0).map((number) => foreseeing(newClient(`foreseeing-${number}`), places, size)),
  ];
}

/** Everybody who does something, each with a client and numbers of their own. Later features add actors here. */
export const startWorkload: StartWorkload = (dice, size, newClient) => {
  const places = placesOf(dice, size);
  let [over, ended, asking] = [false, false, 0];
  const isOver = (): boolean => over;
  const waiting = (by: 1 | -1): void => {
    asking += by;
  };
  async function run(): Promise<void> {
    await openAll(newClient('opener'), places);
    if (size.preferences) await prefer(counted(newClient('fickle'), waiting), places, size, isOver);
    for (const [name, isThere, actor] of behind(size)) {
      if (isThere) void actor(counted(newClient(name), waiting), places, isOver);
    }
    if (size.variety) void follower(newClient('follower'), places, isOver);
    for (const number of numbered(size.subscribers)) void subscriber(newClient(`subscriber-${number}`), places, isOver);
    // Rounds are brought to their end when nobody wants anything new any more.
    const rounds = numbered(size.rounds ? ROUND_STAFF : 0).map((number) =>
      roundStaff(newClient(`round-staff-${number}`), places, isOver),
    );
    await Promise.all(inFront(size, places, newClient));
    over = true;
    await Promise.all(rounds);
    ended = true;
  }
  void run();
  return { isDone: () => ended && asking === 0 };
};
