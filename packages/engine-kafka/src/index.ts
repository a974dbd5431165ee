export { type KafkaEngine, openKafka } from './kafka.ts';
export type { KafkaOptions, Timings } from './options.ts';
