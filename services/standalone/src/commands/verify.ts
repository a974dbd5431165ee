import { dataFile, verifyFile } from '@huitang/engine-embedded';
import { Option } from 'commander';
import { z } from 'zod';
import { type CliCommand, dataOption } from './command.ts';
import { sayVerified } from './say-verified.ts';

const VerifyOptions = z
  .strictObject({ data: z.string().min(1), file: z.string().min(1, 'the name of a backup').optional() })
  .transform(({ data, file }) => ({ file: file ?? dataFile(data) }));

/** Reads everything there is and says what is wrong with it. */
export const verifyCommand: CliCommand<z.infer<typeof VerifyOptions>> = {
  name: 'verify',
  options: VerifyOptions,
  declare: (command) =>
    command
      .summary('read everything and say what is wrong; the server may run meanwhile')
      .description(
        'Reads the data of a folder, or a backup, as they are at one moment: the file itself, every stream from its first ' +
          'commit to its last, every event on the bus, everything kept as JSON. The server may run meanwhile.',
      )
      .option(...dataOption)
      .addOption(
        new Option('--file <BACKUP>', 'a file that `huitang backup` wrote, instead of a folder').conflicts('data'),
      ),
  async run({ file }, cli) {
    return sayVerified(file, verifyFile(file), cli);
  },
};
