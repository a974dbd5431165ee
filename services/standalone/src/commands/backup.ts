import { backupTo, dataFile, verifyFile } from '@huitang/engine-embedded';
import { z } from 'zod';
import { type CliCommand, dataOption } from './command.ts';
import { sayVerified } from './say-verified.ts';

const BackupOptions = z.strictObject({ file: z.string().min(1, 'the name of a new file'), data: z.string().min(1) });

/** Copies the database of a folder, in use or not, and reads the copy back. */
export const backupCommand: CliCommand<z.infer<typeof BackupOptions>> = {
  name: 'backup',
  options: BackupOptions,
  declare: (command) =>
    command
      .summary('copy the data into one file and verify the copy; the server may run meanwhile')
      .description(
        'Copies the data, as they are at one moment, into FILE, which must not exist, and verifies the copy. The server may ' +
          'run meanwhile. To restore: stop the server, and put FILE into an empty data folder as huitang.db.',
      )
      .argument('<FILE>', 'the file to write')
      .option(...dataOption),
  async run({ file, data }, cli) {
    await backupTo(dataFile(data), file);
    return sayVerified(file, verifyFile(file), cli);
  },
};
