export type { Engines } from './engines-file.ts';
export { runningEngines, startKafka, startMongo, stopKafka, stopMongo } from './running.ts';
export { type SecuredKafka, startSecuredKafka } from './secured-kafka.ts';
