import type { EventLog, Records, Vault } from '@huitang/runtime';

/**
 * Where the truth of one installation lies: everything that cannot be made again. Views and the bus are not part of it.
 * A platform has it, on any engine.
 */
export interface Truth {
  /** What people know it by, for messages: a data folder, a database. */
  readonly place: string;
  /** Those that have a log. */
  readonly services: readonly string[];
  log(service: string): EventLog;
  /** Where a service keeps its Records; services may share one store, which is then the same value. */
  records(service: string): Records;
  /** One for all. */
  readonly vault: Vault;
}

/** The stores of Records there are, each once. */
export const storesOf = (truth: Truth): readonly Records[] => [
  ...new Set(truth.services.map((service) => truth.records(service))),
];
