import { afterAll, expect, test } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';
import { runningEngines, startKafka, startMongo, stopKafka, stopMongo } from '../src/index.ts';

const TOPIC = `local-engines-${process.pid}`;

afterAll(async () => {
  await startKafka();
  await startMongo();
});

test('both engines answer where engines.json says they are', async () => {
  const { kafka, mongo } = await runningEngines();
  expect(kafka.version).toMatch(/^4\./);
  expect(mongo.isStandIn).toBe(mongo.name === 'FerretDB');
});

test('a broker that is stopped is said to be down, and has its topics when it is started again', async () => {
  const { kafka } = await runningEngines();
  const admin = new Kafka({ brokers: kafka.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC }], waitForLeaders: true });
  await admin.disconnect();
  await stopKafka();
  await expect(runningEngines()).rejects.toThrow(/^Kafka does not answer at .*: run pnpm engines up$/);
  await startKafka();
  await admin.connect();
  expect(await admin.listTopics()).toContain(TOPIC);
  await admin.deleteTopics({ topics: [TOPIC] });
  await admin.disconnect();
});

test('a MongoDB of ours that is stopped is said to be down, and has its documents when it is started again', async () => {
  const { mongo } = await runningEngines();
  if (process.env.MONGODB_URI) {
    await expect(stopMongo()).rejects.toThrow('was not started here');
    return;
  }
  const database = `local_engines_${process.pid}`;
  const client = new MongoClient(mongo.uri);
  await client.db(database).collection('things').insertOne({ a: 1 });
  await client.close();
  await stopMongo();
  await expect(runningEngines()).rejects.toThrow(/^MongoDB does not answer at .*: run pnpm engines up$/);
  await startMongo();
  const again = new MongoClient(mongo.uri);
  expect(await again.db(database).collection('things').countDocuments()).toBe(1);
  await again.db(database).dropDatabase();
  await again.close();
});
