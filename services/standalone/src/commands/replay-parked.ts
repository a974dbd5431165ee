import { type ParkedStream, type Platform, startHost } from '@huitang/runtime';
import { z } from 'zod';
import { services } from '../services.ts';
import { type Cli, type CliCommand, dataOption, type ExitCode } from './command.ts';
import { openPlatform, requireData } from './open-platform.ts';
import { withoutTicks } from './quiet.ts';

const ParkedOptions = z.strictObject({
  data: z.string().min(1),
  group: z.string().optional(),
  subject: z.string().optional(),
  list: z.boolean().default(false),
});
type ParkedOptions = z.infer<typeof ParkedOptions>;

const isWanted =
  ({ group, subject }: ParkedOptions) =>
  (parked: ParkedStream): boolean =>
    (group === undefined || parked.group === group) && (subject === undefined || parked.subject === subject);

const nameOf = ({ group, subject }: ParkedStream): string => `${group} ${subject}`;

/** Sets the wanted streams free, lets everybody hear them, and says which were parked again. */
async function deliverAgain(platform: Platform, wanted: readonly ParkedStream[], cli: Cli): Promise<ExitCode> {
  if (wanted.length === 0) return 0;
  const host = await startHost(withoutTicks(platform), services);
  for (const { group, subject } of wanted) await platform.bus.replayParked(group, subject);
  await host.idle();
  await host.stop();
  const still = new Map((await platform.bus.parked()).map((parked) => [nameOf(parked), parked.error]));
  for (const parked of wanted) {
    const error = still.get(nameOf(parked));
    cli.say(`${nameOf(parked)}: ${parked.messages} messages ${error === undefined ? 'delivered' : `parked: ${error}`}`);
  }
  return wanted.some((parked) => still.has(nameOf(parked))) ? 1 : 0;
}

/** Delivers again what a consumer could not handle when it came. */
export const replayParkedCommand: CliCommand<ParkedOptions> = {
  name: 'replay-parked',
  options: ParkedOptions,
  declare: (command) =>
    command
      .summary('deliver parked events again; the server must be stopped')
      .description(
        'Delivers again, in order, the events that a consumer could not handle and set aside. They are handled as if they ' +
          'came now: what they cause is decided, planned and mailed.',
      )
      .option(...dataOption)
      .option('--group <G>', 'only those of one consumer group, such as calendar.views')
      .option('--subject <S>', 'only those of one stream, such as activity/<id>')
      .option('--list', 'only say what is parked'),
  async run(options, cli) {
    requireData(options.data);
    const platform = await openPlatform(options.data, cli.environment);
    try {
      const wanted = (await platform.bus.parked()).filter(isWanted(options));
      if (wanted.length === 0) cli.say('nothing is parked');
      if (!options.list) return await deliverAgain(platform, wanted, cli);
      for (const parked of wanted) cli.say(`${nameOf(parked)}: ${parked.messages} messages parked: ${parked.error}`);
      return 0;
    } finally {
      await platform.close();
    }
  },
};
