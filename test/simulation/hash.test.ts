import { createLogger, createMetrics, type Platform, type Route } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { changedOptions } from './changed-options.ts';
import { invariants } from './invariants/index.ts';
import { runTwice } from './job.ts';
import { withLog } from './mutants/with-log.ts';
import { faultless, type RunOptions } from './options.ts';
import { services } from './services.ts';
import { type Stage, simulate } from './simulate.ts';

const stage: Stage = {
  factories: services,
  invariants: [],
  metrics: createMetrics(),
  logger: createLogger('silent'),
};
const options: RunOptions = faultless(
  changedOptions(2, { workload: { centers: 1, organizers: 1, journeysEach: 2, subscribers: 1, impatient: 0 } }),
);

/** What no run may see: another value each time, of one length, as a clock of the machine or its randomness is. */
let leaks = 100;
const leaked = (): string => {
  leaks += 1;
  return String(leaks);
};

const inCommits = withLog((log) => ({
  append: (commit) => log.append({ ...commit, principal: `${commit.principal}-${leaked()}` }),
}));

const inMessages = ({ bus, ...platform }: Platform): Platform => ({
  ...platform,
  bus: {
    ...bus,
    publish: (messages) =>
      bus.publish(messages.map((one) => ({ ...one, body: one.body.replace(/}$/, `,"x":${leaked()}}`) }))),
  },
});

const inMails = ({ mailer, ...platform }: Platform): Platform => ({
  ...platform,
  mailer: { send: (mail) => mailer.send({ ...mail, subject: `${mail.subject} ${leaked()}` }) },
});

const leaking = (route: Route): Route => ({
  ...route,
  async answer(raw) {
    const { headers, ...reply } = await route.answer(raw);
    return { ...reply, headers: { ...headers, ETag: leaked() } };
  },
});

const inAnswers: Stage['factories'] = services.map(({ name, create }) => ({
  name,
  create(context) {
    const service = create(context);
    return { ...service, routes: service.routes.map(leaking) };
  },
}));

const hashOf = async (change: Partial<Stage>, one = options): Promise<string> =>
  (await simulate(one, { ...stage, ...change })).hash;

test.each([
  ['appended', { plant: inCommits }],
  ['published', { plant: inMessages }],
  ['mailed', { plant: inMails }],
  ['answered', { factories: inAnswers }],
])('what is %s is part of the hash', async (_, change) => {
  const servers: RunOptions = { ...options, storage: 'servers' };
  expect(await hashOf(change, servers)).not.toBe(await hashOf(change, servers));
});

test('a run has the same hash again, whoever watches it', async () => {
  expect(await hashOf({ invariants })).toBe(await hashOf({}));
});

test('two runs that are not the same break the promise that a seed runs the same way again', async () => {
  const { violations } = await runTwice(options, { ...stage, plant: inCommits });
  expect(violations).toMatchObject([{ invariant: 'determinism' }]);
  expect((await runTwice(options, { ...stage, invariants })).violations).toEqual([]);
});
