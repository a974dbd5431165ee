import { type Host, startHost } from '@huitang/runtime';
import type { StartOptions } from './options.ts';
import { type EmbeddedPlatform, embedded, type Replaced } from './platform.ts';
import { seedDemo } from './seed.ts';
import { servicesWithPages } from './services.ts';
import { version } from './version.ts';

export interface Running {
  readonly platform: EmbeddedPlatform;
  readonly host: Host;
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly address: string;
  stop(): Promise<void>;
}

const shownHost = (host: string): string => (host === '127.0.0.1' ? 'localhost' : host);

/** The whole platform in this process: opens the data folder, fills in the demo unless `empty`, and serves. */
export async function run(options: StartOptions, replaced: Replaced = {}): Promise<Running> {
  const {
    HUITANG_HOST: host,
    HUITANG_PUBLIC_URL,
    HUITANG_UID_DOMAIN,
    HUITANG_MAIL_FROM,
    HUITANG_LOG,
    MAIL_URL,
  } = options;
  const platform = await embedded(
    {
      dataDir: options.dataDir,
      publicUrl: HUITANG_PUBLIC_URL ?? `http://${shownHost(host)}:${options.port}`,
      ...(HUITANG_UID_DOMAIN !== undefined && { uidDomain: HUITANG_UID_DOMAIN }),
      ...(MAIL_URL !== undefined && { mailUrl: MAIL_URL }),
      mailFrom: HUITANG_MAIL_FROM,
      logLevel: HUITANG_LOG,
      version,
    },
    replaced,
  );
  try {
    if (!options.empty) await seedDemo(platform);
    let address = '';
    const served = await startHost(
      platform,
      servicesWithPages(() => address),
      { port: options.port, host },
    );
    address = served.address ?? '';
    return {
      platform,
      host: served,
      address,
      async stop() {
        await served.stop();
        await platform.close();
      },
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
