export type { Engines } from './engines-file.ts';
export { runningEngines, startKafka, startMongo, stopKafka, stopMongo } from './running.ts';
