import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { problemsOf } from '../coordinator/invariants.ts';
import { allocationWorld, heldBriefly, profile, room, wish } from '../coordinator/world.ts';
import { ask, at, close, hour, on, open, publish, roundsOn as roundsIn, type roundsOn, told, wished } from './world.ts';

type Rounds = ReturnType<typeof roundsOn>;

/** Several in a round, one revised to another day, one that goes on there, one across days, two late. */
const story: readonly ((rounds: Rounds) => Promise<unknown>)[] = [
  (rounds) => ask(rounds, wished(1, hour(['09:00']), { weight: 3 })),
  (rounds) => ask(rounds, wished(2, wish([...on('09:00'), '2026-07-11T09:00'], 60))),
  (rounds) => ask(rounds, wished(3, hour(['09:30', '10:00']))),
  (rounds) => ask(rounds, wished(4, hour(['09:30']), { organization: 'other' })),
  (rounds) => ask(rounds, wished(3, wish(['2026-07-11T10:00'], 60), { revision: 2 })),
  (rounds) => close(rounds),
  (rounds) => ask(rounds, wished(5, hour(['12:00']))),
  (rounds) => ask(rounds, wished(6, hour(['12:30']))),
  (rounds) => ask(rounds, wished(7, wish(on('23:30'), 60))),
  (rounds) => publish(rounds),
];

type Mode = 'refused' | 'lost';

/** The story, with one store call that fails and takes its process with it; every step is repeated until it is done. */
async function play(crash?: { readonly at: number; readonly mode: Mode }) {
  const log = new MemoryLog();
  const world = allocationWorld(log);
  await world.open(profile({ resources: [room('a')] }));
  await open(roundsIn(world));
  let calls = 0;
  let dead = false;
  const fail = (mode: Mode) => async (): Promise<void> => {
    if (mode === 'refused') calls += 1;
    if (crash?.mode === mode && (dead || calls === crash.at)) {
      dead = true;
      throw new Error('crash');
    }
    if (mode === 'refused' && dead) throw new Error('crash');
  };
  log.beforeAppend = fail('refused');
  log.afterAppend = fail('lost');
  let rounds = roundsIn(world);
  let crashes = 0;
  for (const step of story) {
    for (let tries = 1; ; tries += 1) {
      try {
        await step(rounds);
        break;
      } catch (error) {
        if (tries > 3) throw error;
        crashes += 1;
        dead = false;
        rounds = roundsIn(world);
      }
    }
  }
  return { log, calls, crashes };
}

const expected = await play();
const outcome = (log: MemoryLog) => ({
  problems: problemsOf(log),
  held: heldBriefly(log),
  told: told(log).map(({ type, number, revision }) => `${number}.${revision} ${type}`),
});

describe('the story of a round', () => {
  test('ends as it should when nothing fails', () => {
    expect(outcome(expected.log).problems).toEqual([]);
    expect(heldBriefly(expected.log).map(([number, revision]) => [number, revision])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [5, 1],
    ]);
    expect(expected.calls).toBeGreaterThan(25);
    expect(at().number).toBe(1);
  });

  test.each<Mode>(['refused', 'lost'])(
    'ends the same, with everybody told once, wherever a store call is %s and the process dies of it',
    async (mode) => {
      let crashesSeen = 0;
      for (let call = 1; call <= expected.calls; call += 1) {
        const { log, crashes } = await play({ at: call, mode });
        crashesSeen += crashes;
        expect({ call, ...outcome(log) }).toEqual({ call, ...outcome(expected.log) });
      }
      // The very last answer can be lost without anybody having to start again, and so can that of the one step that was
      // taken before: who comes late has joined with it.
      expect(crashesSeen).toBeGreaterThanOrEqual(expected.calls - 2);
    },
  );
});
