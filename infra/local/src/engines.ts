import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { withoutPassword } from './engines-file.ts';
import { EnginesFailure } from './failure.ts';
import { installFerretdb, launchFerretdb } from './ferretdb.ts';
import { installKafka, launchKafka } from './kafka.ts';
import { installMongod, launchMongod, mongodAt, mongodFailedAt } from './mongod.ts';
import { kafkaAnswers, type MongoIdentity, mongoAnswers } from './probes.ts';
import { type ProcessName, runningPid } from './processes.ts';
import { HOST, KAFKA_PORT, KAFKA_VERSION, MONGO_PORT, places, type Settings } from './settings.ts';
import { requireJava } from './versions.ts';
import { eventually } from './wait.ts';
import { whichMongo } from './which-mongo.ts';

const ANSWER_WITHIN_MS = 90_000;

export type Say = (text: string) => void;

export const KAFKA = { brokers: [`${HOST}:${KAFKA_PORT}`], version: KAFKA_VERSION };

/** Neither FerretDB nor a mongod without a replica set can repeat a write by itself. */
const OWN_MONGO_URI = `mongodb://${HOST}:${MONGO_PORT}/?retryWrites=false`;

export const isOwnMongo = (uri: string): boolean => uri === OWN_MONGO_URI;

export const mongoUriOf = ({ mongoUri }: Settings): string => mongoUri ?? OWN_MONGO_URI;

/** Starts the broker unless it runs, and waits until it answers. */
export async function bringUpKafka(settings: Settings, say: Say): Promise<void> {
  const answers = async (): Promise<true | undefined> => ((await kafkaAnswers(KAFKA.brokers)) ? true : undefined);
  if (!isRunning(settings, 'kafka')) {
    await refuseTaken(KAFKA_PORT, 'Kafka');
    requireJava(settings);
    await installKafka(settings, say);
    await launchKafka(settings);
  }
  await untilItAnswers(settings, 'kafka', answers);
}

/** Starts what stands for MongoDB unless it runs, and waits until it answers. */
export async function bringUpMongo(settings: Settings, say: Say, now: () => Date): Promise<MongoIdentity> {
  const uri = mongoUriOf(settings);
  if (settings.mongoUri !== undefined) {
    const identity = await mongoAnswers(uri);
    if (!identity) throw new EnginesFailure(`the MongoDB of MONGODB_URI, ${withoutPassword(uri)}, does not answer`);
    return identity;
  }
  if (!isRunning(settings, 'mongo')) {
    await refuseTaken(MONGO_PORT, 'MongoDB');
    await launchMongo(settings, say, now);
  }
  return untilItAnswers(settings, 'mongo', () => mongoAnswers(uri));
}

async function launchMongo(settings: Settings, say: Say, now: () => Date): Promise<void> {
  const at = places(settings.root);
  const choice = whichMongo({
    hasFerretdbData: existsSync(at.ferretdbData),
    hasMongod: mongodAt(at) !== undefined,
    mongodFailedAt: mongodFailedAt(at),
    now: now().getTime(),
  });
  const isReal = choice === 'mongod' || (choice === 'try-mongod' && (await installMongod(settings, say, now())));
  if (isReal) {
    launchMongod(settings);
    return;
  }
  await installFerretdb(settings, say);
  launchFerretdb(settings);
}

const isRunning = ({ root }: Settings, name: ProcessName): boolean => runningPid(places(root).pids, name) !== undefined;

async function untilItAnswers<T>(settings: Settings, name: ProcessName, ask: () => Promise<T | undefined>): Promise<T> {
  const log = join(places(settings.root).logs, `${name}.log`);
  const answer = await eventually(async () => {
    const known = await ask();
    if (known === undefined && !isRunning(settings, name)) throw new EnginesFailure(`${name} ended: see ${log}`);
    return known;
  }, ANSWER_WITHIN_MS);
  if (answer === undefined) throw new EnginesFailure(`${name} does not answer in ${ANSWER_WITHIN_MS} ms: see ${log}`);
  return answer;
}

/** A stranger on our port would answer in the engine's place, and its data would be written to. */
async function refuseTaken(port: number, name: string): Promise<void> {
  const isTaken = await new Promise<boolean>((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (isTaken) throw new EnginesFailure(`port ${port}, where ${name} is to listen, is taken by another program`);
}

/** Removes all topics and databases. Only while nothing runs. */
export const wipe = ({ root }: Settings): void => rmSync(places(root).data, { recursive: true, force: true });
