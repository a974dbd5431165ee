import { existsSync } from 'node:fs';
import { dataFile, type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import { createLogger } from '@huitang/runtime';
import { nodeClock, nodeIds } from '@huitang/runtime/adapters';
import { type CheckedExport, checkExportFile, contentsInWords, importFrom, refuseUnlessEmpty } from '@huitang/transfer';
import { z } from 'zod';
import { type Cli, type CliCommand, dataOption, type ExitCode } from './command.ts';
import { hearEverything } from './hear-everything.ts';
import { DEFAULT_URL, openPlatform } from './open-platform.ts';
import { noMailer } from './quiet.ts';
import { truthOf } from './truth-of.ts';

const ImportOptions = z.strictObject({ file: z.string().min(1), data: z.string().min(1) });

// Not as a platform, which would settle a UID domain of its own.
const openFolder = (dir: string): EmbeddedEngine =>
  openEmbedded({ dir, clock: nodeClock(), ids: nodeIds(), logger: createLogger('silent') });

/** Checks the file before there is a folder, and the folder before a long file is read. */
async function carryOut(file: string, data: string): Promise<CheckedExport> {
  let engine = existsSync(dataFile(data)) ? openFolder(data) : undefined;
  try {
    if (engine) await refuseUnlessEmpty(truthOf(engine, data));
    const checked = await checkExportFile(file);
    engine ??= openFolder(data);
    await importFrom(truthOf(engine, data), checked);
    return checked;
  } finally {
    await engine?.close();
  }
}

/** The read models are made now, so that the first start has them all. */
async function makeViews(data: string, cli: Cli): Promise<boolean> {
  const platform = await openPlatform(data, cli.environment, { mailer: noMailer });
  try {
    return await hearEverything(platform, cli);
  } finally {
    await platform.close();
  }
}

async function importLog(file: string, data: string, cli: Cli): Promise<ExitCode> {
  const { header, contents } = await carryOut(file, data);
  for (const line of contentsInWords(contents)) cli.say(line);
  cli.tell('imported and compared; making the read models');
  const taken = await makeViews(data, cli);
  cli.say(`${data}: the installation ${header.uidDomain} as it was on ${header.exportedAt}`);
  if (header.publicUrl !== (cli.environment.HUITANG_PUBLIC_URL ?? DEFAULT_URL)) {
    cli.say(
      `links in feeds and mails stay as they were when it is started with HUITANG_PUBLIC_URL=${header.publicUrl}`,
    );
  }
  return taken ? 0 : 1;
}

/** Moves in: fills an empty folder from a file that `export-log` wrote, on this engine or another. */
export const importLogCommand: CliCommand<z.infer<typeof ImportOptions>> = {
  name: 'import-log',
  options: ImportOptions,
  declare: (command) =>
    command
      .summary('fill an empty data folder from a file that export-log wrote')
      .description(
        'Checks FILE to its last line, writes what is in it into a data folder that must be empty or not there, reads it back ' +
          'and compares, and makes the read models. Mails nothing, and what was mailed before is not mailed again. When it ' +
          'stops half-way, nothing starts on the folder: remove it and import again.',
      )
      .argument('<FILE>', 'the file to read')
      .option(...dataOption),
  run: ({ file, data }, cli) => importLog(file, data, cli),
};
