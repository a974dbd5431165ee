import { MemoryLog } from '@huitang/runtime/conformance';
import { describe, expect, test } from '@jest/globals';
import { problemsOf } from './invariants.ts';
import { allocationWorld, asked, type Event, handle, heldBriefly, profile, room, wish } from './world.ts';

/** One day and several, rivals for both, a revision to another day, one across days, one refused, cancellations. */
const story: readonly Event[] = [
  { asks: asked(1, wish(['2026-07-02T10:00'], 60)) },
  { asks: asked(2, wish(['2026-07-02T23:00'], 120)) },
  { asks: asked(3, wish(['2026-07-02T10:30', '2026-07-02T23:30', '2026-07-03T10:00'], 60)) },
  { asks: asked(1, wish(['2026-07-03T09:30', '2026-07-05T23:30'], 60), 2) },
  { asks: asked(4, wish(['2026-07-02T23:30'], 60)) },
  { asks: asked(2, wish(['2026-07-03T10:30'], 60), 2) },
  { cancels: 3, revision: 1 },
  { asks: asked(2, wish(['2026-07-04T23:00'], 120), 3) },
  { cancels: 2, revision: 3 },
  { asks: asked(5, wish(['2026-07-02T00:00'], 3 * 1440)) },
];

type Mode = 'refused' | 'lost';

/** The story, with one store call that fails and takes its process with it; every event is delivered until it is handled. */
async function play(crash?: { readonly at: number; readonly mode: Mode }) {
  const log = new MemoryLog();
  const world = allocationWorld(log);
  await world.open(profile({ resources: [room('a')] }));
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
  let process = world.process();
  let crashes = 0;
  for (const event of story) {
    for (let deliveries = 1; ; deliveries += 1) {
      try {
        await handle(process, event);
        break;
      } catch (error) {
        if (deliveries > 3) throw error;
        crashes += 1;
        dead = false;
        process = world.process();
      }
    }
  }
  return { log, calls, crashes };
}

const expected = await play();

describe('the story', () => {
  test('ends as it should when nothing fails', () => {
    expect(heldBriefly(expected.log).map(([number, revision]) => [number, revision])).toEqual([
      [1, 2],
      [5, 1],
    ]);
    expect(problemsOf(expected.log)).toEqual([]);
    expect(expected.calls).toBeGreaterThan(30);
  });

  test.each<Mode>(['refused', 'lost'])(
    'ends the same wherever a store call is %s and the process dies of it',
    async (mode) => {
      let crashesSeen = 0;
      for (let at = 1; at <= expected.calls; at += 1) {
        const { log, crashes } = await play({ at, mode });
        crashesSeen += crashes;
        const told = { at, problems: problemsOf(log), held: heldBriefly(log) };
        expect(told).toEqual({ at, problems: [], held: heldBriefly(expected.log) });
      }
      // Only the very last answer can be lost without anybody having to start again.
      expect(crashesSeen).toBeGreaterThanOrEqual(expected.calls - 1);
    },
  );
});
