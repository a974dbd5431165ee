import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, run, type StartOptions } from '@huitang/standalone';
import { clientOf } from './client.ts';
import { type TestClock, testClock, type World } from './installation.ts';

/** The standalone platform, which tests may look into. */
export interface StandaloneWorld extends World {
  readonly platform: Running['platform'];
  /** Stops and keeps the data. */
  stop(): Promise<void>;
}

export const startOptions = (change: Partial<StartOptions> = {}): StartOptions => ({
  HUITANG_HOST: '127.0.0.1',
  HUITANG_MAIL_FROM: 'Huitang <huitang@example.org>',
  HUITANG_LOG: 'silent',
  HUITANG_UID_DOMAIN: 'test.example',
  dataDir: mkdtempSync(join(tmpdir(), 'huitang-')),
  port: 0,
  empty: true,
  ...change,
});

/** The standalone platform in this process, on a data folder and a port of its own. */
export async function startStandalone(
  change: Partial<StartOptions> = {},
  clock: TestClock = testClock(),
): Promise<StandaloneWorld> {
  const options = startOptions(change);
  const { address, platform, host, stop } = await run(options, { clock });
  return {
    ...clientOf(address),
    address,
    platform,
    clock,
    outbox: join(options.dataDir, 'outbox'),
    stop,
    idle: () => host.idle(),
    async end() {
      await stop();
      rmSync(options.dataDir, { recursive: true, force: true });
    },
  };
}
