export type { StartOptions } from './options.ts';
export { type EmbeddedConfig, type EmbeddedPlatform, embedded } from './platform.ts';
export { type Running, run } from './run.ts';
export { seedDemo } from './seed.ts';
export { services, servicesWithPages } from './services.ts';
