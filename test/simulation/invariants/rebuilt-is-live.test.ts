import { createLogger, createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { faultless, optionsOf } from '../options.ts';
import { services } from '../services.ts';
import { simulate } from '../simulate.ts';
import { oneProcess } from '../topology.ts';
import type { Invariant, View } from './invariant.ts';
import { rebuiltIsLive } from './rebuilt-is-live.ts';

const platform = { metrics: createMetrics(), logger: createLogger('silent') };
const workload = {
  centers: 1,
  roomsEach: 2,
  organizers: 2,
  journeysEach: 8,
  subscribers: 0,
  impatient: 0,
  soon: false,
  windows: false,
  preferences: false,
  variety: false,
  timeZone: 'Asia/Shanghai',
};

/** Runs the services for a while, does something to what they have, and asks. */
async function afterwards(tamper: (view: View) => void): Promise<readonly string[]> {
  const tampered: Invariant = {
    ...rebuiltIsLive,
    watch(view) {
      const { ended } = rebuiltIsLive.watch(view);
      return {
        ended(end) {
          tamper(view);
          return ended?.(end) ?? [];
        },
      };
    },
  };
  const one = faultless(optionsOf(1));
  const few = { ...one.workload, ...workload };
  const options = { ...one, storage: 'one-file' as const, topology: oneProcess, workload: few };
  const { violations, quiet } = await simulate(options, { factories: services, invariants: [tampered], ...platform });
  expect(quiet).toBe(true);
  return violations.map(({ finding }) => finding);
}

const entriesOf = ({ world }: View) =>
  world.durable
    .views('all')
    .all()
    .find(({ name }) => name.startsWith('calendar-entries'));

test('what is live is what it is when it is rebuilt', async () => {
  expect(await afterwards((view) => expect(entriesOf(view)?.rows.size()).toBeGreaterThan(0))).toEqual([]);
});

test('a document that says something else is found', async () => {
  const findings = await afterwards((view) => {
    const { rows } = entriesOf(view)!;
    const [row] = rows.values();
    rows.set(row!.id, { ...row!, text: '{}' });
  });
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatch(/^calendar-entries .*: live \{\}, rebuilt \{/);
});

test('a document that is missing is found', async () => {
  const findings = await afterwards((view) => void entriesOf(view)?.rows.clear());
  expect(findings[0]).toMatch(/^calendar-entries .*: live nothing, rebuilt \{/);
});
