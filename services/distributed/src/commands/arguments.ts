import { parseArgs } from 'node:util';
import { wrongUsage } from '@huitang/runtime';
import { factories } from '../factories.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
}

/** What a command was given, flags at any place. Throws a `wrong-usage` fault that says `usage` for anything it does not know. */
export function argumentsOf(usage: string, args: readonly string[], flags: readonly string[] = []): Arguments {
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' } as const]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { positionals, flags: new Set(Object.keys(values)) };
  } catch {
    throw wrongUsage(usage);
  }
}

type StatefulService = keyof typeof factories;

const isStateful = (name: string | undefined): name is StatefulService =>
  name !== undefined && Object.hasOwn(factories, name);

/** The service that is meant; the pages have nothing of their own to look after. */
export function statefulService(usage: string, name: string | undefined): StatefulService {
  if (isStateful(name)) return name;
  const known = Object.keys(factories).join(', ');
  throw wrongUsage(name === undefined ? usage : `${usage}: one of ${known}, not ${name}`);
}
