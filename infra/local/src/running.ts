import { bringUpKafka, bringUpMongo, isOwnMongo, KAFKA } from './engines.ts';
import { type Engines, readEngines, withoutPassword } from './engines-file.ts';
import { settingsHere } from './environment.ts';
import { EnginesFailure } from './failure.ts';
import { kafkaAnswers, mongoAnswers } from './probes.ts';
import { stop } from './processes.ts';
import { places, type Settings } from './settings.ts';
import { inTurn } from './up-down.ts';

const silently = (): void => {};

/** The engines that `pnpm engines up` started. Throws one sentence when one of them is not there or does not answer. */
export async function runningEngines(): Promise<Engines> {
  const { engines } = startedHere();
  const { uri } = engines.mongo;
  const [kafka, mongo] = await Promise.all([kafkaAnswers(KAFKA.brokers), mongoAnswers(uri)]);
  if (!kafka) throw new EnginesFailure(`Kafka does not answer at ${KAFKA.brokers.join()}: run pnpm engines up`);
  if (!mongo) throw new EnginesFailure(`MongoDB does not answer at ${withoutPassword(uri)}: run pnpm engines up`);
  return { kafka: engines.kafka, mongo: { uri, ...mongo } };
}

/** Stops the broker as its operator would, data kept. Returns when the process is gone. */
export async function stopKafka(): Promise<void> {
  const { settings } = startedHere();
  await inTurn(() => stop(places(settings.root).pids, 'kafka'));
}

/** Starts the broker on the data it had. Returns when it answers. */
export async function startKafka(): Promise<void> {
  const { settings } = startedHere();
  await inTurn(() => bringUpKafka(settings, silently));
}

/** Stops what stands for MongoDB, data kept. Throws for one that was named in MONGODB_URI: it is not ours. */
export async function stopMongo(): Promise<void> {
  const { settings } = startedHere();
  if (settings.mongoUri !== undefined) {
    throw new EnginesFailure('the MongoDB of MONGODB_URI was not started here and is not stopped from here');
  }
  await inTurn(() => stop(places(settings.root).pids, 'mongo'));
}

/** Starts what stands for MongoDB on the data it had. Returns when it answers. */
export async function startMongo(): Promise<void> {
  const { settings } = startedHere();
  await inTurn(() => bringUpMongo(settings, silently, () => new Date()));
}

/** What `up` wrote down: MONGODB_URI need not be set again, and another one that is set now is not meant. */
function startedHere(): { readonly settings: Settings; readonly engines: Engines } {
  const { root, environment } = settingsHere();
  const engines = readEngines(places(root).enginesFile);
  if (!engines) throw new EnginesFailure('Kafka and MongoDB are not up here: run pnpm engines up');
  const { uri } = engines.mongo;
  return { settings: { root, environment, ...(isOwnMongo(uri) ? {} : { mongoUri: uri }) }, engines };
}
