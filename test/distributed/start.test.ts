import { randomUUID } from 'node:crypto';
import { runningEngines } from '@huitang/local-engines';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { environmentOf, newName } from '../support/environment.ts';
import { failedStart } from '../support/failed-start.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { freePort } from '../support/free-port.ts';
import { serviceProcess } from '../support/service-process.ts';

const folder = newFolder();
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  const { kafka, mongo } = await runningEngines();
  variables = environmentOf({ name: newName(randomUUID()), folder, brokers: kafka.brokers, mongoUri: mongo.uri });
});
afterAll(() => removeFolder(folder));

test('without a MongoDB a service does not start, and says so', async () => {
  const nobody = `mongodb://127.0.0.1:${await freePort()}/`;
  const [code, said] = await failedStart('calendar', await freePort(), { ...variables, MONGODB_URI: nobody });
  expect([code, said]).toEqual([1, expect.stringMatching(/^Huitang cannot start: the database cannot be used now: /)]);
});

test('with another UID domain than at its first start a service does not start, and with the same it does', async () => {
  const port = await freePort();
  const service = serviceProcess('calendar', port, variables);
  await service.start();
  expect(await service.stop()).toBe(0);
  const [code, said] = await failedStart('calendar', port, { ...variables, HUITANG_UID_DOMAIN: 'other.example' });
  expect([code, said]).toEqual([
    2,
    'Huitang cannot start: HUITANG_UID_DOMAIN: test.example, as it was at the first start, not other.example\n',
  ]);
  await service.start();
  expect(await service.stop()).toBe(0);
});

test('with more partitions than its topics have a service does not start, and says which', async () => {
  const more = { ...variables, KAFKA_PARTITIONS: '12' };
  const [code, said] = await failedStart('calendar', await freePort(), more);
  expect([code, said]).toEqual([1, expect.stringMatching(/topic \S+\.events has 6 partitions, 12 are configured/)]);
});
