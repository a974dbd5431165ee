export { type EmbeddedEngine, type EmbeddedOptions, openEmbedded } from './embedded.ts';
export type { Verified } from './verify.ts';
