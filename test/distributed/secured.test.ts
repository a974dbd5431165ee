import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningEngines, type SecuredKafka, startSecuredKafka } from '@huitang/local-engines';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { center } from '../support/centers.ts';
import { environmentOf, newName } from '../support/environment.ts';
import { failedStart } from '../support/failed-start.ts';
import { newFolder, removeFolder } from '../support/folder.ts';
import { freePort } from '../support/free-port.ts';
import { type ServiceProcess, serviceProcess } from '../support/service-process.ts';
import { until } from '../support/until.ts';

type Variables = Readonly<Record<string, string>>;

const folder = newFolder();
const services: ServiceProcess[] = [];
let kafka: SecuredKafka;

beforeAll(async () => {
  const [signedIn, mutual, inner, controller] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  kafka = await startSecuredKafka(join(folder, 'kafka'), { signedIn, mutual, inner, controller });
}, 120_000);
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});
afterAll(async () => {
  await kafka?.stop();
  removeFolder(folder);
});

/** An installation of its own, on that broker by that address. */
async function variablesFor(broker: string, change: Variables): Promise<Variables> {
  const { mongo } = await runningEngines();
  const name = newName(randomUUID());
  return {
    ...environmentOf({ name, folder, brokers: [broker], mongoUri: mongo.uri }),
    KAFKA_TLS: 'on',
    HUITANG_LOG: 'debug',
    ...change,
  };
}

const inFile = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `${text}\n`);
  return path;
};

const login = (change: Variables = {}): Variables => ({
  KAFKA_TLS_CA_FILE: kafka.files.ca,
  KAFKA_SASL: 'scram-sha-256',
  KAFKA_USER: kafka.user,
  KAFKA_PASSWORD_FILE: inFile('password', kafka.password),
  ...change,
});

async function started(variables: Variables): Promise<ServiceProcess> {
  const service = serviceProcess('room-allocation', await freePort(), variables);
  services.push(service);
  await service.start();
  return service;
}

const failed = async (variables: Variables): Promise<readonly [number | null, string]> =>
  failedStart('room-allocation', await freePort(), variables);

/** It has said what it created, and nothing of how it signs in. */
function expectNoSecrets(service: ServiceProcess): void {
  expect(service.output()).toContain('topics created');
  const key = readFileSync(kafka.files.clientKey, 'utf8').split('\n')[1] ?? '';
  for (const secret of [kafka.password, key]) expect(service.output()).not.toContain(secret);
}

/** Its events go over the bus and come back to its own read models. */
async function expectHeard(service: ServiceProcess, id: string): Promise<void> {
  const opened = await service.post('/api/centers', center(id, [{ id: `${id}-a` }]));
  expect(opened.status).toBe(201);
  const heard = /^huitang_consumed_total\{group="room-allocation.views",outcome="applied"\} [1-9]/m;
  await until(async () => heard.test((await service.get('/metrics')).text), { within: 60_000 });
}

test.each(['scram-sha-256', 'plain'])('a service signs in by %s over TLS, and its events go both ways', async (how) => {
  const service = await started(await variablesFor(kafka.signedIn, login({ KAFKA_SASL: how })));
  await expectHeard(service, how);
  expectNoSecrets(service);
});

test('a service shows its certificate where the broker wants one, and its events go both ways', async () => {
  const files = { KAFKA_TLS_CA_FILE: kafka.files.ca, KAFKA_TLS_CERT_FILE: kafka.files.clientCert };
  const service = await started(
    await variablesFor(kafka.mutual, { ...files, KAFKA_TLS_KEY_FILE: kafka.files.clientKey }),
  );
  await expectHeard(service, 'mutual');
  expectNoSecrets(service);
});

test('a wrong password is refused at the start, and said', async () => {
  const change = { KAFKA_PASSWORD_FILE: inFile('wrong', 'something-else') };
  for (const how of ['scram-sha-256', 'plain']) {
    const [code, said] = await failed(await variablesFor(kafka.signedIn, login({ ...change, KAFKA_SASL: how })));
    expect([code, said]).toEqual([1, expect.stringMatching(/cannot start: .*[Aa]uthentication/)]);
    expect(said).not.toContain('something-else');
  }
});

test('a broker whose certificate nobody vouches for is refused at the start, and said', async () => {
  const { KAFKA_TLS_CA_FILE: _, ...rest } = login();
  const [code, said] = await failed(await variablesFor(kafka.signedIn, rest));
  expect([code, said]).toEqual([1, expect.stringMatching(/cannot start: .*certificate/)]);
});

test('a client without a certificate is refused where the broker wants one, and said', async () => {
  const [code, said] = await failed(await variablesFor(kafka.mutual, { KAFKA_TLS_CA_FILE: kafka.files.ca }));
  expect([code, said]).toEqual([1, expect.stringMatching(/cannot start: .*certificate/)]);
});
