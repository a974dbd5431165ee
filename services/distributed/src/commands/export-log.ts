import { wrongUsage } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import { checkExportFile, contentsInWords, exportToFile } from '@huitang/transfer';
import { installationOf, optionsFor } from '../options.ts';
import type { Command } from './command.ts';
import { openTruth } from './opened.ts';

export const exportLog: Command = {
  usage: 'export-log FILE',
  summary: 'write everything that cannot be made again into one new file; the services must be stopped',
  async run([file, ...more], cli) {
    if (!file || more.length > 0) throw wrongUsage('export-log FILE');
    const options = optionsFor(cli.variables);
    const { truth, close } = await openTruth(options);
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
