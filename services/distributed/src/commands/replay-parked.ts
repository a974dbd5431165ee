import { wrongUsage } from '@huitang/runtime';
import { argumentsOf, statefulService } from './arguments.ts';
import type { Command } from './command.ts';
import { openPlatform } from './opened.ts';

const USAGE = 'replay-parked SERVICE [STREAM] [--list]';

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

export const replayParked: Command = {
  usage: USAGE,
  summary: 'say which streams a service has set aside and, without --list, let it try them again, or one of them',
  async run(args, cli) {
    const { positionals, flags } = argumentsOf(USAGE, args, ['list']);
    const [name, stream, ...more] = positionals;
    const service = statefulService(USAGE, name);
    if (more.length > 0) throw wrongUsage(USAGE);
    const platform = await openPlatform(service, cli.variables);
    try {
      const all = await platform.bus.parked();
      const parked = all.filter(({ subject }) => stream === undefined || subject === stream);
      if (parked.length === 0) cli.say('nothing is parked');
      for (const { group, subject, messages, error } of parked) {
        cli.say(`${group} ${subject}: ${messages} messages parked: ${inOneLine(error)}`);
      }
      if (parked.length === 0 || flags.has('list')) return 0;
      let freed = 0;
      for (const group of new Set(parked.map((one) => one.group))) {
        freed += await platform.bus.replayParked(group, stream);
      }
      cli.say(`${freed} streams are tried again; --list says what was parked once more`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
