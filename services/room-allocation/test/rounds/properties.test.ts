import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withdraw } from '../../src/coordinator/release.ts';
import { centerDayRules } from '../../src/domain/center-day.ts';
import type { CenterDayEvent } from '../../src/domain/center-day-state.ts';
import { collectedIn } from '../../src/domain/round-state.ts';
import { type Rounds, streamOf } from '../../src/rounds/rounds.ts';
import { problemsOf } from '../coordinator/invariants.ts';
import { wish } from '../coordinator/world.ts';
import {
  activity,
  ask,
  at,
  close,
  giveUp,
  hour,
  on,
  open,
  openedWorld,
  publish,
  roundOf,
  roundsOn,
  toldTo,
  wished,
} from './world.ts';

const clocks = ['09:00', '09:30', '10:00', '10:30'];

type Action =
  | {
      readonly does: 'ask';
      readonly who: number;
      readonly starts: readonly string[];
      readonly weight: number;
      readonly far: boolean;
    }
  | { readonly does: 'order'; readonly who: number; readonly starts: readonly string[] }
  | { readonly does: 'cancel'; readonly who: number }
  | { readonly does: 'close' | 'publish' | 'giveUp' | 'open' | 'restart' };

const who = fc.integer({ min: 1, max: 5 });
const starts = fc.uniqueArray(fc.constantFrom(...clocks), { minLength: 1, maxLength: 3 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    arbitrary: fc.record({
      does: fc.constant('ask' as const),
      who,
      starts,
      weight: fc.integer({ min: 1, max: 3 }),
      far: fc.boolean(),
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({ does: fc.constant('order' as const), who: fc.integer({ min: 6, max: 7 }), starts }),
    weight: 1,
  },
  { arbitrary: fc.record({ does: fc.constant('cancel' as const), who }), weight: 2 },
  {
    arbitrary: fc.record({ does: fc.constantFrom('close', 'publish', 'giveUp', 'open', 'restart') }),
    weight: 4,
  },
);

/** One after the other, as people do them: who has no answer yet may ask anew, as a new revision. */
async function play(actions: readonly Action[]) {
  const { world, rounds: first } = await openedWorld(['a', 'b']);
  let rounds: Rounds = first;
  const revisions = new Map<number, number>();
  const gone = new Set<number>();
  for (const one of actions) {
    const { number } = await roundOf(rounds);
    switch (one.does) {
      case 'ask':
      case 'order': {
        if (gone.has(one.who)) break;
        const revision = (revisions.get(one.who) ?? 0) + 1;
        revisions.set(one.who, revision);
        const isOrder = one.does === 'order';
        const wanted =
          one.does === 'ask' && one.far ? wish([...on(...one.starts), '2026-07-11T09:00'], 60) : hour(one.starts);
        const change = isOrder ? { ordered: { by: 'demo', reason: 'now' } } : {};
        await ask(
          rounds,
          wished(one.who, wanted, { revision, change, ...(one.does === 'ask' && { weight: one.weight }) }),
        );
        break;
      }
      case 'cancel': {
        const revision = revisions.get(one.who);
        if (revision === undefined) break;
        gone.add(one.who);
        const whose = { activityId: activity(one.who), centerId: at().centerId, causationId: `gone/${one.who}` };
        await withdraw(rounds.coordinator, whose, revision);
        break;
      }
      case 'close':
        await close(rounds, number);
        break;
      case 'publish':
        await publish(rounds, number);
        break;
      case 'giveUp':
        await giveUp(rounds, number);
        await publish(rounds, number);
        break;
      case 'open':
        await open(rounds);
        break;
      case 'restart':
        rounds = roundsOn(world);
    }
  }
  await publish(rounds, (await roundOf(rounds)).number);
  return { world, rounds, revisions, gone };
}

describe('whatever people do around a round', () => {
  test('nothing is held twice, and everybody who still wants something has an answer to their newest wish', async () => {
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 20 }), async (actions) => {
        const { world, revisions, gone } = await play(actions);
        expect(problemsOf(world.log).filter((problem) => !problem.includes('answers'))).toEqual([]);
        for (const [number, revision] of revisions) {
          const answers = toldTo(world.log, number).filter((told) => /^(Granted|Refused) /.test(told));
          expect(new Set(answers).size).toBe(answers.length);
          if (!gone.has(number)) expect(answers.at(-1)).toMatch(new RegExp(` ${revision}$`));
          granted += answers.filter((told) => told.startsWith('Granted')).length;
        }
      }),
      { numRuns: 150 },
    );
    expect(granted).toBeGreaterThan(100);
  });

  test('the day read again is the day as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 12 }), async (actions) => {
        const { world, rounds } = await play(actions);
        const stream = streamOf(at());
        const live = (await rounds.coordinator.days.load(stream)).state;
        const read = (await world.log.read(stream))
          // What is in this stream was written by its rules.
          .flatMap(({ events }) => events as readonly CenterDayEvent[])
          .reduce(centerDayRules.evolve, centerDayRules.initial());
        expect(read).toEqual(live);
        expect(read.round && collectedIn(read.round)).toEqual(live.round && collectedIn(live.round));
      }),
      { numRuns: 30 },
    );
  });
});
