import { type Platform, rewindConsumer, type Service, wrongUsage } from '@huitang/runtime';
import { factories } from '../factories.ts';
import { argumentsOf, statefulService } from './arguments.ts';
import type { Command } from './command.ts';
import { openPlatform } from './opened.ts';

const USAGE = 'replay SERVICE';

/** The service as its process has it, without running anything. */
const describedOn = (platform: Platform, service: keyof typeof factories): Service =>
  factories[service].create({ platform, log: platform.log(service), appended: () => {}, conflicted: () => {} });

export const replay: Command = {
  usage: USAGE,
  summary: "make a service's read models anew from the events; processes that start from now on do it",
  async run(args, cli) {
    const { positionals } = argumentsOf(USAGE, args);
    const [name, ...more] = positionals;
    const service = statefulService(USAGE, name);
    if (more.length > 0) throw wrongUsage(USAGE);
    const platform = await openPlatform(service, cli.variables);
    try {
      const { consumers } = describedOn(platform, service);
      // The others decide or plan: hearing everything again is no way to make anything anew.
      for (const consumer of consumers.filter(({ rebuilds }) => rebuilds.length > 0)) {
        await rewindConsumer(platform, consumer);
        cli.say(`${consumer.group}: ${consumer.rebuilds.length} read models are made anew`);
      }
      cli.say(`by processes that start from now on: start those of ${service} again`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
