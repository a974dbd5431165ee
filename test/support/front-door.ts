import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { locationsOf, nginxConf, routesByService, type ServiceName, upstreamsOf } from '@huitang/distributed';
import { until } from './until.ts';

export interface FrontDoor {
  /** What it has written besides its access log. */
  said(): string;
  stop(): Promise<void>;
}

const answers = (address: string): Promise<boolean> =>
  fetch(`${address}/internal/none`).then(
    ({ status }) => status === 404,
    () => false,
  );

/** A real nginx at a port of this machine, with the configuration that the containers have but for addresses. */
export async function startFrontDoor(
  port: number,
  portOf: (service: ServiceName) => number,
  folder: string,
): Promise<FrontDoor> {
  const own = join(folder, 'nginx');
  mkdirSync(own, { recursive: true });
  const file = join(own, 'nginx.conf');
  const text = nginxConf({
    listen: `127.0.0.1:${port}`,
    upstreams: upstreamsOf((service) => `127.0.0.1:${portOf(service)}`),
    locations: locationsOf(routesByService()),
    folder: own,
  });
  writeFileSync(file, text);
  // Started by root, its workers would become somebody who may not write into the folder.
  const directives = `daemon off; user ${userInfo().username};`;
  const child = spawn('nginx', ['-c', file, '-g', directives], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // Without a listener the event would end this process; what is wrong is said below.
  child.on('error', (error) => (said += `${error.message}: nginx is wanted on this machine`));
  const isThere = (): Promise<boolean> => {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`nginx did not start: ${said}`);
    return answers(`http://127.0.0.1:${port}`);
  };
  await until(isThere, { every: 20, said: () => said });
  return {
    said: () => said,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
