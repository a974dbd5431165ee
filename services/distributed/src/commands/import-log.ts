import { wrongUsage } from '@huitang/runtime';
import { checkExportFile, contentsInWords, importFrom, refuseUnlessEmpty } from '@huitang/transfer';
import { optionsFor } from '../options.ts';
import { argumentsOf } from './arguments.ts';
import type { Command } from './command.ts';
import { openTruth } from './opened.ts';

const USAGE = 'import-log FILE';

export const importLog: Command = {
  usage: USAGE,
  summary: 'fill empty databases from a file that export-log wrote, on this engine or another',
  async run(args, cli) {
    const [file, ...more] = argumentsOf(USAGE, args).positionals;
    if (!file || more.length > 0) throw wrongUsage(USAGE);
    const options = optionsFor(cli.variables);
    const { truth, close } = await openTruth(options);
    try {
      await refuseUnlessEmpty(truth);
      const checked = await checkExportFile(file);
      const { uidDomain, exportedAt, publicUrl } = checked.header;
      if (uidDomain !== options.HUITANG_UID_DOMAIN) {
        // With another domain every event would be a second one in every calendar.
        throw wrongUsage(`HUITANG_UID_DOMAIN: ${uidDomain}, as the file has it, not ${options.HUITANG_UID_DOMAIN}`);
      }
      await importFrom(truth, checked);
      for (const line of contentsInWords(checked.contents)) cli.say(line);
      cli.say(`${truth.place}: the installation ${uidDomain} as it was on ${exportedAt}`);
      if (publicUrl !== options.HUITANG_PUBLIC_URL) {
        cli.say(`links in feeds and mails stay as they were with HUITANG_PUBLIC_URL=${publicUrl}`);
      }
      return 0;
    } finally {
      await close();
    }
  },
};
