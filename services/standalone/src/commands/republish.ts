import { republish } from '@huitang/transfer';
import { z } from 'zod';
import { services } from '../services.ts';
import { type CliCommand, dataOption } from './command.ts';
import { hearEverything } from './hear-everything.ts';
import { openPlatform, requireData } from './open-platform.ts';

const names = services.map(({ name }) => name);

const RepublishOptions = z.strictObject({
  data: z.string().min(1),
  service: z.enum(names, `one of ${names.join(', ')}`),
  stream: z.string().min(1).optional(),
});

/** Tells the bus again what a service's log has, for whoever has missed it. */
export const republishCommand: CliCommand<z.infer<typeof RepublishOptions>> = {
  name: 'republish',
  options: RepublishOptions,
  declare: (command) =>
    command
      .summary("publish a service's events again from its log; the server must be stopped")
      .description(
        "Publishes again, in stream order, the events that a service's log has, and lets every consumer hear them: who has " +
          'applied one drops it, who has missed one applies it now. Mails nothing by itself.',
      )
      .option(...dataOption)
      .requiredOption('--service <NAME>', `whose events: ${names.join(', ')}`)
      .option('--stream <S>', 'only those of one stream, such as activity/<id>'),
  async run({ data, service, stream }, cli) {
    requireData(data);
    const platform = await openPlatform(data, cli.environment);
    try {
      const { commits, messages } = await republish({ service, log: platform.log(service), bus: platform.bus }, stream);
      cli.say(`${stream ?? service}: ${messages} events of ${commits} commits published again`);
      return (await hearEverything(platform, cli)) ? 0 : 1;
    } finally {
      await platform.close();
    }
  },
};
