import { parseArgs } from 'node:util';
import { InstallationSettings, messageOf, settingsFrom, type Variables, wrongUsage } from '@huitang/runtime';

export type Environment = InstallationSettings;

export interface StartOptions extends Environment {
  readonly dataDir: string;
  readonly port: number;
  readonly empty: boolean;
}

/** Throws a `wrong-usage` fault that names each wrong variable and what was wanted. */
export const parseEnvironment = (variables: Variables): Environment => settingsFrom(InstallationSettings, variables);

const PORT_MAX = 65_535;

/** The options of the command line as text. Node's own messages go on to say what nobody asked. */
function optionsIn(args: readonly string[]): { data: string; port: string; empty: boolean } {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        data: { type: 'string', default: 'data' },
        port: { type: 'string', default: '8080' },
        empty: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw wrongUsage(messageOf(error).split(/[.?]\s/)[0] ?? '');
  }
}

/** `--data DIR --port N --empty` and the environment; throws a `wrong-usage` fault that names what is wrong. */
export function parseStart(args: readonly string[], environment: Variables): StartOptions {
  const { data, port, empty } = optionsIn(args);
  if (data === '') throw wrongUsage('--data: the name of a folder');
  if (!/^\d{1,5}$/.test(port) || Number(port) > PORT_MAX) {
    throw wrongUsage(`--port: a number from 0 to ${PORT_MAX}, not ${port}`);
  }
  return { ...parseEnvironment(environment), dataDir: data, port: Number(port), empty };
}
