import { openDoor, startHost } from '@huitang/runtime';
import { hostedIn } from './hosted.ts';
import type { ServiceOptions } from './options.ts';
import { type DistributedPlatform, distributed, type Wanted } from './platform.ts';

export interface Running {
  readonly platform: DistributedPlatform;
  /** Where this machine reaches it. */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * One service in this process: takes the port, opens the engines, serves. A Kafka that is not there yet it goes on
 * without; without a MongoDB it rejects, and whoever supervises it tries again.
 */
export async function run(options: ServiceOptions, wanted: Wanted): Promise<Running> {
  const door = await openDoor({ port: options.HUITANG_PORT, host: options.HUITANG_HOST, portName: 'HUITANG_PORT' });
  let platform: DistributedPlatform | undefined;
  try {
    platform = await distributed(options, wanted);
    const host = await startHost(platform, [hostedIn(options)], { server: door.server });
    const { close } = platform;
    return {
      platform,
      address: host.address ?? '',
      async stop() {
        await host.stop();
        await close();
      },
    };
  } catch (error) {
    await door.close();
    await platform?.close();
    throw error;
  }
}
