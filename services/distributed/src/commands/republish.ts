import { wrongUsage } from '@huitang/runtime';
import { republish } from '@huitang/transfer';
import { parseOptions } from '../options.ts';
import { distributed } from '../platform.ts';
import type { Command } from './command.ts';

export const republishCommand: Command = {
  usage: 'republish SERVICE [STREAM]',
  summary: "publish a service's events again from its log, or those of one stream; consumers drop what they have",
  async run([service, stream, ...more], cli) {
    if (!service || service === 'web' || more.length > 0) throw wrongUsage('republish SERVICE [STREAM]');
    const platform = await distributed(parseOptions([service], cli.variables), () => {});
    try {
      const { commits, messages } = await republish({ service, log: platform.log(service), bus: platform.bus }, stream);
      cli.say(`${stream ?? service}: ${messages} events of ${commits} commits published again`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
