export { eventBusConformance } from './event-bus.ts';
export { eventLogConformance } from './event-log.ts';
export type { Harness, OpenHarness, Time } from './harness.ts';
export { MemoryLog } from './memory-log.ts';
export { type Note, recorder, upTo } from './recording-group.ts';
export { recordsConformance } from './records.ts';
export { privateCommit, sampleCommit } from './sample-commit.ts';
export { vaultConformance } from './vault.ts';
export { viewsConformance } from './views.ts';
