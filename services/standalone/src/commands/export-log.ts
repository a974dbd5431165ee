import { checkExportFile, contentsInWords, exportToFile } from '@huitang/transfer';
import { z } from 'zod';
import { type CliCommand, dataOption } from './command.ts';
import { openPlatform, requireData } from './open-platform.ts';
import { truthOf } from './truth-of.ts';

const ExportOptions = z.strictObject({ file: z.string().min(1, 'the name of a new file'), data: z.string().min(1) });

/** Writes everything that cannot be made again into one file, which an installation on any engine can import. */
export const exportLogCommand: CliCommand<z.infer<typeof ExportOptions>> = {
  name: 'export-log',
  options: ExportOptions,
  declare: (command) =>
    command
      .summary('write everything that is to move into one file; the server must be stopped')
      .description(
        'Writes every commit, all personal data and all records that cannot be made again into FILE, which must not exist, ' +
          'and reads it back. An empty installation, on this engine or another, takes it with import-log. Compressed when the ' +
          'name ends in .gz. There are addresses in it: keep it as you keep backups.',
      )
      .argument('<FILE>', 'the file to write')
      .option(...dataOption),
  async run({ file, data }, cli) {
    requireData(data);
    const platform = await openPlatform(data, cli.environment);
    try {
      const { installation, clock, engine } = platform;
      await exportToFile({ ...truthOf(engine, data), installation, clock }, file);
    } finally {
      await platform.close();
    }
    const { header, contents } = await checkExportFile(file);
    for (const line of contentsInWords(contents)) cli.say(line);
    cli.say(`${file}: the log of ${header.uidDomain}, whole`);
    return 0;
  },
};
