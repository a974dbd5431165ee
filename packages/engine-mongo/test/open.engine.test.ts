import type { MongoEngine } from '@huitang/engine-mongo';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { beside, emptyAll, openHere, PREFIX, SERVICE, serverPlace } from './open-engine.ts';
import { openProxy } from './proxy.ts';

const opened: MongoEngine[] = [];

const open = async (...options: Parameters<typeof openHere>): Promise<MongoEngine> => {
  const engine = await openHere(...options);
  opened.push(engine);
  return engine;
};

const collection = async (name: string) => (await beside()).getClient().db(`${PREFIX}_${SERVICE}`).collection(name);

beforeEach(emptyAll);

afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

test('an engine is ready, and says on what it is', async () => {
  const engine = await open();
  await engine.ready();
  expect(['MongoDB', 'FerretDB']).toContain(engine.server.name);
  expect(engine.server.version).toMatch(/^\d+\.\d+\.\d+/);
});

test('a database that is not there is refused, and not made, where it must be there already', async () => {
  const database = `${PREFIX}-none`;
  await expect(openHere({ database, mustExist: true })).rejects.toMatchObject({
    code: 'no-database',
    retriable: false,
    message: `there is no database ${database}_${SERVICE}`,
  });
  // Asked once more: the first one has not made it.
  await expect(openHere({ database, mustExist: true })).rejects.toMatchObject({ code: 'no-database' });
  await open();
  await (await open({ mustExist: true })).ready();
});

test('an index that is gone makes it not ready, by name; opening makes it again', async () => {
  const engine = await open();
  await (await collection('commits')).dropIndex('command');
  await expect(engine.ready()).rejects.toMatchObject({
    code: 'index-missing',
    message: expect.stringContaining('index command of commits'),
  });
  await (await open()).ready();
  await engine.ready();
});

test('an index of that name which is another is refused at the start, and named', async () => {
  await open();
  const commits = await collection('commits');
  await commits.dropIndex('command');
  await commits.createIndex({ stream: 1 }, { name: 'command' });
  await expect(openHere()).rejects.toMatchObject({
    code: 'index-missing',
    retriable: false,
    message: expect.stringMatching(/index command of commits is \(stream\), not unique \(stream, commandId\)/),
  });
  await commits.dropIndex('command');
});

test('an index of a view that is gone makes it not ready', async () => {
  const engine = await open();
  const definition = { name: 'looked-at', fields: { center: 'text' }, indexes: [['center']] } as const;
  await engine.views.collection(definition).clear();
  await engine.ready();
  await (await collection('view.looked-at@1')).dropIndex('index-0');
  await expect(engine.ready()).rejects.toMatchObject({ code: 'index-missing' });
});

test('a server that is not there is a retriable fault', async () => {
  const proxy = await openProxy('127.0.0.1', 1);
  await proxy.close();
  const nowhere = `mongodb://127.0.0.1:${proxy.port}/`;
  await expect(openHere({ uri: nowhere })).rejects.toMatchObject({ code: 'storage-unavailable', retriable: true });
});

test('a server that stops answering makes it not ready in time', async () => {
  const { host, port } = await serverPlace();
  const proxy = await openProxy(host, port);
  const uri = `mongodb://127.0.0.1:${proxy.port}/?retryWrites=false&directConnection=true`;
  const engine = await open({ uri });
  await engine.ready();
  proxy.stall();
  await expect(engine.ready()).rejects.toMatchObject({ code: 'storage-unavailable', retriable: true });
  await proxy.close();
});

test('text that looks like an operator stays text', async () => {
  const engine = await open();
  const key = '$ne.{"$gt":""}';
  await engine.vault.put(key, {
    '': 'empty',
    'a.b': 'dot',
    $set: 'dollar',
    __proto__x: 'p',
    '100%': 'percent',
    a: '$b',
  });
  const expected = { '': 'empty', 'a.b': 'dot', $set: 'dollar', __proto__x: 'p', '100%': 'percent', a: '$b' };
  expect(await engine.vault.get(key)).toEqual(expected);
  const set = engine.records.set<object>('odd-values');
  const value = { $gt: '', 'a.b': { $where: '1' }, nested: [{ $ne: null }, '\0'] };
  await set.put(key, value);
  expect(await set.get(key)).toEqual(value);
});

test('an object where a subject should be does not find anything', async () => {
  const { vault } = await open();
  await vault.put('person/a', { name: 'A' });
  await expect(vault.get({ $ne: null } as unknown as string)).rejects.toMatchObject({ name: 'CastError' });
});
