import { type Platform, startHost } from '@huitang/runtime';
import { services } from '../services.ts';
import type { Cli } from './command.ts';
import { withoutTicks } from './quiet.ts';

/** Lets every service hear all there is for it to hear, without mailing; a line for what could not be handled. True when nothing. */
export async function hearEverything(platform: Platform, cli: Cli): Promise<boolean> {
  const host = await startHost(withoutTicks(platform), services);
  await host.idle();
  await host.stop();
  const parked = await platform.bus.parked();
  for (const { group, subject, messages, error } of parked) {
    cli.say(`problem: ${group} cannot take ${messages} messages of ${subject}: ${error}`);
  }
  return parked.length === 0;
}
