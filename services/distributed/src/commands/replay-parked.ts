import { wrongUsage } from '@huitang/runtime';
import { parseOptions } from '../options.ts';
import { distributed } from '../platform.ts';
import type { Command } from './command.ts';

export const replayParked: Command = {
  usage: 'replay-parked SERVICE [STREAM]',
  summary: 'say which streams a service has set aside, and let it try them again, or one of them',
  async run([service, stream, ...more], cli) {
    if (!service || service === 'web' || more.length > 0) throw wrongUsage('replay-parked SERVICE [STREAM]');
    const platform = await distributed(parseOptions([service], cli.variables), () => {});
    try {
      const parked = await platform.bus.parked();
      for (const { group, subject, messages, error } of parked) {
        cli.say(`${group}: ${subject}, ${messages} messages: ${error}`);
      }
      let freed = 0;
      for (const group of new Set(parked.map((one) => one.group))) {
        freed += await platform.bus.replayParked(group, stream);
      }
      cli.say(`${freed} streams are tried again`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
