import { CenterId, KindId, OrganizationId, TimeZone } from '@huitang/contracts';
import { z } from 'zod';
import { Refused } from '../api/answers.ts';
import type { Cli, CliCommand, ExitCode } from './command.ts';
import { IMPORTED_CENTER_ID_LENGTH_MAX, importedCenter } from './import-center.ts';
import { type ImportFile, readImportFile } from './import-file.ts';
import { isComplete, reportLines, sumLine } from './import-report.ts';
import { carryOut, createCenter, createOrganization, preview, zoneOf } from './import-steps.ts';
import { type OpenApi, openApi } from './open-api.ts';
import { requireData } from './open-platform.ts';

const ImportOptions = z
  .strictObject({
    file: z.string().min(1, 'the name of a CSV or iCalendar file'),
    center: CenterId,
    organization: OrganizationId.optional(),
    kind: KindId.optional(),
    url: z.url({ protocol: /^https?$/, error: 'an address such as http://localhost:8080' }).optional(),
    data: z.string().min(1).optional(),
    createCenter: z.boolean().default(false),
    zone: TimeZone.optional(),
    again: z.boolean().default(false),
    json: z.boolean().default(false),
  })
  .refine(({ createCenter, zone }) => createCenter === (zone !== undefined), {
    error: 'goes with --create-center, and it with --zone: the IANA time zone of the new center, such as Asia/Shanghai',
    path: ['zone'],
  })
  .refine(({ createCenter, center }) => !createCenter || center.length <= IMPORTED_CENTER_ID_LENGTH_MAX, {
    error: `at most ${IMPORTED_CENTER_ID_LENGTH_MAX} characters for a center to be created`,
    path: ['center'],
  });
type ImportOptions = z.infer<typeof ImportOptions>;

const organizationOf = ({ organization, center }: ImportOptions): string => organization ?? `${center}-import`;

/** Makes what the file needs and what is not there yet; true when the center is new. */
async function prepare(
  api: OpenApi,
  options: ImportOptions,
  zone: string,
  rows: Parameters<typeof importedCenter>[2],
  cli: Cli,
): Promise<boolean> {
  await createOrganization(api, organizationOf(options));
  const isNew = await createCenter(api, importedCenter(options.center, zone, rows));
  if (!isNew) cli.tell(`center ${options.center} is there already and stays as it is`);
  await api.settled();
  return isNew;
}

async function importFile(api: OpenApi, options: ImportOptions, file: ImportFile, cli: Cli): Promise<ExitCode> {
  const zone = (await zoneOf(api, options.center)) ?? options.zone;
  if (zone === undefined) {
    const detail = `--center: the id of a center, not ${options.center}; --create-center makes one`;
    throw new Refused({ code: 'unknown-center', detail });
  }
  const previewed = await preview(api, file, zone);
  const isNew = options.createCenter && (await prepare(api, options, zone, previewed.rows, cli));
  const { center, kind, again } = options;
  const request = { center, organization: organizationOf(options), kind, again };
  const answer = await carryOut(api, request, file, isNew, cli);
  await api.settled();
  if (options.json) cli.say(JSON.stringify(answer, null, 2));
  else for (const line of [...reportLines(answer, previewed, zone), sumLine(answer)]) cli.say(line);
  if (answer.ignoredColumns.length > 0) cli.tell(`columns not used: ${answer.ignoredColumns.join(', ')}`);
  return isComplete(answer) ? 0 : 1;
}

/** Takes bookings from a file, each in its own room at its own time. */
export const importCommand: CliCommand<ImportOptions> = {
  name: 'import',
  options: ImportOptions,
  declare: (command) =>
    command
      .summary('take bookings from a CSV or iCalendar file')
      .description(
        'Takes the bookings of a CSV or iCalendar file, each in its own room at its own time, and says what became of every ' +
          'row. Importing a file again changes only what was edited. A file that cannot be read to its end changes nothing. ' +
          'While a server runs on the data folder, the file goes to that server.',
      )
      .argument('<FILE>', 'the file; .csv and .ics say what it is, otherwise its first line does')
      .requiredOption('--center <ID>', 'the center whose rooms the file names')
      .option('--organization <ID>', 'the organization to book for (default: <center>-import)')
      .option('--kind <KIND>', 'the kind of rows that name none (default: community-activity)')
      .option(
        '--url <URL>',
        'the server to ask; without --data no folder is looked at (default: http://localhost:8080)',
      )
      .option('--data <DIR>', 'the data folder (default: data)')
      .option('--create-center', 'make the center, a room for every room the file names, and the organization')
      .option('--zone <ZONE>', 'the IANA time zone of the center to be made, such as Asia/Shanghai')
      .option('--again', 'ask again for rows that were refused before; without it they stay refused')
      .option('--json', 'print the report as JSON'),
  async run(options, cli) {
    const file = await readImportFile(options.file);
    if (!options.createCenter && options.url === undefined) requireData(options.data ?? 'data');
    const api = await openApi(options, cli);
    try {
      return await importFile(api, options, file, cli);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (options.json) cli.say(JSON.stringify(error.problem, null, 2));
      cli.tell(`nothing was imported: ${error.message}`);
      return 1;
    } finally {
      await api.close();
    }
  },
};
