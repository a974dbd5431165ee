export type { Division } from './bus/coordinator.ts';
export type { FaultSource, PortCall, Verdict } from './faults.ts';
export { type DeliveredMail, NO_SUCH_BOX } from './ports/mailer.ts';
export type { SimulatedProcess } from './process.ts';
export { type Random, random } from './random.ts';
export type { StorageKind } from './storage/storage.ts';
export type { TraceRecord } from './trace.ts';
export { createWorld, type World, type WorldOptions } from './world.ts';
