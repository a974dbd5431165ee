import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodies } from './fuzz/bodies.ts';
import { fuzz, operationsIn } from './fuzz/fuzz.ts';
import { isWrite, type Operation } from './fuzz/operations.ts';
import { apiInputs, requestOf } from './fuzz/requests.ts';
import { watchStored } from './fuzz/stored.ts';
import { CENTER, type FuzzWorld, roundDate, startFuzzWorld } from './fuzz/world.ts';

test('two thousand damaged inputs are refused or taken, none is a fault; pnpm fuzz has more', async () => {
  const { inputs, failures } = await fuzz({ runs: 2_000, seed: 20_261_125, say: () => {} });
  expect(failures).toEqual([]);
  expect(inputs).toBeGreaterThanOrEqual(2_000);
}, 180_000);

describe('what is thrown', () => {
  let world: FuzzWorld;
  let operations: readonly Operation[];

  beforeAll(async () => {
    world = await startFuzzWorld();
    operations = await operationsIn(world);
  });
  afterAll(() => world.end());

  test('is made for every operation that takes JSON', () => {
    const taking = operations.filter(({ bodyTypes }) => bodyTypes.includes('application/json')).map(({ id }) => id);
    expect(Object.keys(bodies).sort()).toEqual([...taking].sort());
  });

  test('is taken when it is not damaged, by every operation that writes JSON', async () => {
    for (const operation of operations.filter(({ id }) => bodies[id])) {
      // One question at a time: what the one before asked of an activity is answered first.
      await world.host.idle();
      const input = { operation, index: 0, key: operation.id, edits: [], params: [''], query: [''], headers: {} };
      const answer = await world.connections.ask(requestOf(world, { ...input, text: undefined, method: undefined }));
      expect([operation.id, answer.status < 300]).toEqual([operation.id, true]);
    }
  });

  test('publishes a round that is open, and every commit of it is explained', async () => {
    const stored = watchStored(world);
    await stored.unexplained();
    const rounds = `/api/centers/${CENTER}/rounds`;
    const round = JSON.stringify(bodies.openRound?.[0]?.(7));
    for (const [path, body] of [
      [rounds, round],
      [`${rounds}/${roundDate(7)}/publish`, ''],
    ] as const) {
      const headers = { 'idempotency-key': path, ...(body && { 'content-type': 'application/json' }) };
      const answer = await world.connections.ask({ method: 'POST', path, headers, body: Buffer.from(body) });
      expect(answer.status).toBeLessThan(300);
      stored.answered(answer);
    }
    expect(await stored.unexplained()).toEqual([]);
  });

  test('comes to all operations, and some of it is taken', async () => {
    const inputs = fc.sample(apiInputs(world, operations), { seed: 1, numRuns: 2_000 });
    expect(new Set(inputs.map(({ operation }) => operation.id)).size).toBe(operations.length);
    const writes = inputs.filter(({ operation }) => isWrite(operation)).slice(0, 300);
    const answers = await Promise.all(writes.map((input) => world.connections.ask(requestOf(world, input))));
    expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(20);
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(100);
  });
});
