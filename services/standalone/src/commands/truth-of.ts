import type { EmbeddedEngine } from '@huitang/engine-embedded';
import type { Truth } from '@huitang/transfer';
import { services } from '../services.ts';

/** All that moves of a data folder: every service's log, and the Records and the Vault that they share. */
export const truthOf = ({ log, records, vault }: EmbeddedEngine, dataDir: string): Truth => ({
  place: `the data folder ${dataDir}`,
  services: services.map(({ name }) => name),
  log,
  records: () => records,
  vault,
});
