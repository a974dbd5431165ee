import { wrongUsage } from '@huitang/runtime';
import { republish } from '@huitang/transfer';
import { argumentsOf, statefulService } from './arguments.ts';
import type { Command } from './command.ts';
import { openPlatform } from './opened.ts';

const USAGE = 'republish SERVICE [STREAM]';

export const republishCommand: Command = {
  usage: USAGE,
  summary: "publish a service's events again from its log, or those of one stream; consumers drop what they have",
  async run(args, cli) {
    const { positionals } = argumentsOf(USAGE, args);
    const [name, stream, ...more] = positionals;
    const service = statefulService(USAGE, name);
    if (more.length > 0) throw wrongUsage(USAGE);
    const platform = await openPlatform(service, cli.variables);
    try {
      const { commits, messages } = await republish({ service, log: platform.log(service), bus: platform.bus }, stream);
      cli.say(`${stream ?? service}: ${messages} events of ${commits} commits published again`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
