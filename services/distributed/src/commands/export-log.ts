import { wrongUsage } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import { checkExportFile, contentsInWords, exportToFile } from '@huitang/transfer';
import { installationOf, optionsFor } from '../options.ts';
import { argumentsOf } from './arguments.ts';
import type { Command } from './command.ts';
import { openTruth } from './opened.ts';

const USAGE = 'export-log FILE';

export const exportLog: Command = {
  usage: USAGE,
  summary: 'write everything that cannot be made again into one new file; the services must be stopped',
  async run(args, cli) {
    const [file, ...more] = argumentsOf(USAGE, args).positionals;
    if (!file || more.length > 0) throw wrongUsage(USAGE);
    const options = optionsFor(cli.variables);
    const { truth, close } = await openTruth(options, { mustExist: true });
    try {
      await exportToFile({ ...truth, installation: installationOf(options), clock: nodeClock() }, file);
    } finally {
      await close();
    }
    const { header, contents } = await checkExportFile(file);
    for (const line of contentsInWords(contents)) cli.say(line);
    cli.say(`${file}: the log of ${header.uidDomain}, whole`);
    return 0;
  },
};
