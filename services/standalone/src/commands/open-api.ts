import { Fault, startHost } from '@huitang/runtime';
import type { Api } from '../api/api.ts';
import { hostedApi } from '../api/hosted-api.ts';
import { remoteApi } from '../api/remote-api.ts';
import { settleDemo } from '../installation.ts';
import { services } from '../services.ts';
import type { Cli } from './command.ts';
import { DEFAULT_URL, openPlatform } from './open-platform.ts';
import { withoutTicks } from './quiet.ts';

export interface OpenApi extends Api {
  /** Resolves when every service in this process has heard of what was written; for a server at once. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const atServer = (url: string, cli: Cli): OpenApi => ({
  ...remoteApi(cli.http, url),
  settled: async () => {},
  close: async () => {},
});

/** The same services that a server hosts, in this process and without a port. */
async function inFolder(dataDir: string, cli: Cli): Promise<OpenApi> {
  const platform = await openPlatform(dataDir, cli.environment);
  try {
    await settleDemo(platform.records, false);
    const host = await startHost(withoutTicks(platform), services);
    return {
      ...hostedApi(platform, host),
      settled: () => host.idle(),
      async close() {
        await host.stop();
        await platform.close();
      },
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
}

const isInUse = (error: unknown): boolean => error instanceof Fault && error.code === 'folder-in-use';

/** Nobody knows which server has a folder: a folder of another name is not taken for that of the usual one. */
const whichServer = (data: string): Fault =>
  new Fault('folder-in-use', `the data folder ${data} is in use: name the server that has it with --url, or stop it`, {
    retriable: false,
  });

/** The folder's services; those of the server at `url` when the folder is in use, or when only `url` was given. */
export async function openApi(
  where: { data?: string | undefined; url?: string | undefined },
  cli: Cli,
): Promise<OpenApi> {
  const { data = 'data', url = DEFAULT_URL } = where;
  if (where.url !== undefined && where.data === undefined) return atServer(url, cli);
  try {
    return await inFolder(data, cli);
  } catch (error) {
    if (!isInUse(error)) throw error;
    if (where.url === undefined && where.data !== undefined) throw whichServer(data);
    cli.tell(`the data folder ${data} is in use: asking the server at ${url} (--url for another)`);
    return atServer(url, cli);
  }
}
