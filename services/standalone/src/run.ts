import { type Door, feedSettingsOf, type Host, hostInUrl, openDoor, startHost } from '@huitang/runtime';
import { settleDemo } from './installation.ts';
import type { StartOptions } from './options.ts';
import { type EmbeddedPlatform, embedded, type Replaced } from './platform.ts';
import { seedDemo } from './seed.ts';
import { servicesWithPages } from './services.ts';
import { version } from './version.ts';

export interface Running {
  readonly platform: EmbeddedPlatform;
  readonly host: Host;
  /** Where this machine reaches it: `http://127.0.0.1:8080`. */
  readonly address: string;
  stop(): Promise<void>;
}

/** What people write for these; other machines reach a host that listens everywhere by a name only they know. */
const HERE = new Set(['127.0.0.1', '0.0.0.0', '::']);

const urlAt = (host: string, port: number): string =>
  `http://${HERE.has(host) ? 'localhost' : hostInUrl(host)}:${port}`;

function open(options: StartOptions, { port }: Door, replaced: Replaced): Promise<EmbeddedPlatform> {
  const { HUITANG_HOST, HUITANG_PUBLIC_URL, HUITANG_UID_DOMAIN, HUITANG_MAIL_FROM, HUITANG_LOG, MAIL_URL } = options;
  const { HUITANG_WEBHOOK_NETWORKS } = options;
  return embedded(
    {
      dataDir: options.dataDir,
      publicUrl: HUITANG_PUBLIC_URL ?? urlAt(HUITANG_HOST, port),
      ...(HUITANG_UID_DOMAIN !== undefined && { uidDomain: HUITANG_UID_DOMAIN }),
      ...(MAIL_URL !== undefined && { mailUrl: MAIL_URL }),
      mailFrom: HUITANG_MAIL_FROM,
      feeds: feedSettingsOf(options),
      ...(HUITANG_WEBHOOK_NETWORKS && { webhookNetworks: HUITANG_WEBHOOK_NETWORKS }),
      logLevel: HUITANG_LOG,
      version,
    },
    replaced,
  );
}

async function serve(platform: EmbeddedPlatform, { server }: Door, empty: boolean): Promise<Running> {
  const hasDemo = await settleDemo(platform.records, !empty);
  if (hasDemo && !empty) await seedDemo(platform);
  let address = '';
  const host = await startHost(
    platform,
    servicesWithPages(() => address),
    { server },
  );
  address = host.address ?? '';
  return {
    platform,
    host,
    address,
    async stop() {
      await host.stop();
      await platform.close();
    },
  };
}

/** The whole platform in this process: takes the port, opens the data folder, fills in the demo unless `empty`, serves. */
export async function run(options: StartOptions, replaced: Replaced = {}): Promise<Running> {
  const door = await openDoor({ port: options.port, host: options.HUITANG_HOST, portName: '--port' });
  let platform: EmbeddedPlatform | undefined;
  try {
    platform = await open(options, door, replaced);
    return await serve(platform, door, options.empty);
  } catch (error) {
    await door.close();
    await platform?.close();
    throw error;
  }
}
