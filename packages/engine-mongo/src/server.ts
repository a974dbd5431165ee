import { Fault } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import { faulting } from './storage-fault.ts';

export interface Server {
  readonly name: 'MongoDB' | 'FerretDB';
  readonly version: string;
  /** A replica set, or a router to some: only there do majority, journal and linearizable mean something. */
  readonly replicated: boolean;
  /** It searches the whole collection for anything but one `_id`, whatever indexes there are. */
  readonly findsByIdOnly: boolean;
  /** Writers of a database get in each other's way. */
  readonly oneWriter: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'unknown');

/** Asks the server what it is. */
export function askServer(connection: Connection): Promise<Server> {
  return faulting(async () => {
    const admin = connection.getClient().db('admin');
    const hello = await admin.command({ hello: 1 });
    const build = await admin.command({ buildInfo: 1 });
    const replicated = typeof hello.setName === 'string' || hello.msg === 'isdbgrid';
    const isFerret = build.ferretdbVersion !== undefined;
    return {
      name: isFerret ? 'FerretDB' : 'MongoDB',
      version: textOf(isFerret ? build.ferretdbVersion : build.version).replace(/^v/, ''),
      replicated,
      findsByIdOnly: isFerret,
      oneWriter: isFerret,
    };
  });
}

/** Throws `stand-in-refused` for a server that cannot keep this engine's promises, unless that is wanted. */
export function checkServer(
  { name, version, replicated }: Pick<Server, 'name' | 'version' | 'replicated'>,
  allowStandIn: boolean,
): void {
  if (replicated || allowStandIn) return;
  const what = name === 'MongoDB' ? `MongoDB ${version} is no replica set` : `${name} ${version} is not MongoDB`;
  const message = `${what}: what it acknowledged may be lost; it must be allowed as a stand-in, and only for tests`;
  throw new Fault('stand-in-refused', message, { retriable: false });
}
