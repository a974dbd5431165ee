import { dataFile, type ViewSnapshot, viewSnapshot } from '@huitang/engine-embedded';
import { type Consumer, type Platform, rewindConsumer, startHost } from '@huitang/runtime';
import { z } from 'zod';
import { services } from '../services.ts';
import { type Cli, type CliCommand, dataOption, type ExitCode } from './command.ts';
import { type Compared, compareViews } from './compare-views.ts';
import { namedViews } from './named-views.ts';
import { openPlatform, requireData } from './open-platform.ts';
import { noMailer, viewsOnly, withoutTicks } from './quiet.ts';

const ReplayOptions = z.strictObject({ data: z.string().min(1) });

const factories = viewsOnly(services);

/** Lets the read models hear everything that is left for them to hear; the consumers that keep them. */
async function catchUp(platform: Platform): Promise<readonly Consumer[]> {
  const host = await startHost(platform, factories);
  await host.idle();
  await host.stop();
  return host.services.flatMap(({ consumers }) => consumers);
}

function sayCompared(name: string, { before, after, differences, first }: Compared, cli: Cli): boolean {
  if (differences === 0) cli.say(`${name}: ${after} documents, identical`);
  else cli.say(`${name}: ${before} documents before, ${after} now, ${differences} different; first: ${first}`);
  return differences === 0;
}

/** A line for every stream a read model could not take; true when there is none. */
async function sayParked({ bus }: Platform, consumers: readonly Consumer[], cli: Cli): Promise<boolean> {
  const groups = new Set(consumers.map(({ group }) => group));
  const parked = (await bus.parked()).filter(({ group }) => groups.has(group));
  for (const { group, subject, messages, error } of parked) {
    cli.say(`problem: ${group} cannot take ${messages} messages of ${subject}: ${error}`);
  }
  return parked.length === 0;
}

function sayAll(names: readonly string[], before: ViewSnapshot, after: ViewSnapshot, cli: Cli): boolean {
  const same = names.map((name) => sayCompared(name, compareViews(before.documents(name), after.documents(name)), cli));
  return same.every(Boolean);
}

async function replay(platform: Platform, file: string, cli: Cli): Promise<ExitCode> {
  const { views, nameOf } = namedViews(platform.views);
  const quiet = withoutTicks({ ...platform, views });
  // What was published and not yet heard would look like a difference.
  const consumers = await catchUp(quiet);
  const names = consumers.flatMap(({ rebuilds }) => rebuilds.flatMap((one) => nameOf(one) ?? []));
  const before = viewSnapshot(file);
  try {
    cli.tell(`rebuilding ${names.length} read models`);
    for (const consumer of consumers) await rewindConsumer(quiet, consumer);
    await catchUp(quiet);
    const after = viewSnapshot(file);
    try {
      const taken = await sayParked(platform, consumers, cli);
      const same = sayAll(names, before, after, cli);
      cli.say(same && taken ? 'identical' : 'not identical; what is there now is what the log says');
      return same && taken ? 0 : 1;
    } finally {
      after.close();
    }
  } finally {
    before.close();
  }
}

/** Rebuilds every read model from the events and says whether it came out as it was. */
export const replayCommand: CliCommand<z.infer<typeof ReplayOptions>> = {
  name: 'replay',
  options: ReplayOptions,
  declare: (command) =>
    command
      .summary('rebuild every read model from the events and compare; the server must be stopped')
      .description(
        'Empties every read model, rebuilds it from the events, and says whether it came out identical to what was there. ' +
          'Decides nothing and mails nothing. When interrupted, the next start or replay goes on with the rebuilding.',
      )
      .option(...dataOption),
  async run({ data }, cli) {
    requireData(data);
    const platform = await openPlatform(data, cli.environment, { mailer: noMailer });
    try {
      return await replay(platform, dataFile(data), cli);
    } finally {
      await platform.close();
    }
  },
};
