import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseOptions, run, type Stores } from '@huitang/distributed';
import { openEmbedded } from '@huitang/engine-embedded';

type OpenStores = NonNullable<Parameters<typeof run>[1]['stores']>;

/** A data folder of the service's own, beside the outbox. */
const stores: OpenStores = async ({ service, HUITANG_OUTBOX }, ports): Promise<Stores> => {
  const dir = join(dirname(HUITANG_OUTBOX), service);
  mkdirSync(dir, { recursive: true });
  const engine = openEmbedded({ dir, ...ports, relayed: true });
  // In MongoDB all services have one Vault; here everyone is told of the organization of the benchmark.
  await engine.vault.put('organization/branch', { name: '支部', email: 'branch@example.org', language: 'zh' });
  return { ...engine, server: { name: 'a file', version: 'of its own' } };
};

const options = parseOptions(process.argv.slice(2), process.env);
const running = await run(options, { stores, onStalled: () => process.exit(1) });
process.on('SIGTERM', () => {
  void running.stop().then(() => process.exit(0));
});
