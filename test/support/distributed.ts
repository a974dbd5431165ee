import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceNames } from '@huitang/distributed';
import { runningEngines } from '@huitang/local-engines';
import { clientOf } from './client.ts';
import { environmentOf, newName } from './environment.ts';
import { freePort } from './free-port.ts';
import { startFrontDoor } from './front-door.ts';
import type { TestClock, World } from './installation.ts';
import { type ServiceProcess, serviceProcess } from './service-process.ts';
import { until } from './until.ts';

/** What is not at rest: messages not handled, commits not published. */
const BUSY = /^huitang_(?:bus_lag|relay_waiting_commits|not_measured)(?:\{[^}]*\})? (\d+)/gm;

/** Longer than any test leaves them work for. */
const QUIET_MS = 180_000;

export interface DistributedWorld extends World {
  readonly services: Readonly<Record<(typeof serviceNames)[number], ServiceProcess>>;
  /** Another process of the same service, not started yet; it is stopped with the others. */
  another(name: (typeof serviceNames)[number]): Promise<ServiceProcess>;
  /** Where it keeps what it knows. */
  readonly engines: {
    readonly brokers: readonly string[];
    readonly topicPrefix: string;
    readonly uri: string;
    readonly database: string;
  };
  /** Everything all processes have printed. */
  output(): string;
}

/** The clock of processes of their own cannot be moved from here. */
const realClock: TestClock = {
  now: () => Date.now(),
  after: () => () => {},
  shift() {
    throw new Error('the clocks of separate processes are not moved by tests');
  },
};

async function isQuiet(service: ServiceProcess): Promise<boolean> {
  if (!service.isRunning()) return true;
  const { text } = await service.get('/metrics').catch((cause: unknown) => {
    throw new Error(`${service.name} does not answer: ${service.output().slice(-3_000)}`, { cause });
  });
  return [...text.matchAll(BUSY)].every(([, count]) => Number(count) === 0);
}

/** A whole round in which nobody had anything to do, twice: what one does in a round others do in the next. */
async function untilQuiet(services: readonly ServiceProcess[]): Promise<void> {
  let quiet = 0;
  const isLongQuiet = async (): Promise<boolean> => {
    const all = await Promise.all(services.map(isQuiet));
    quiet = all.every(Boolean) ? quiet + 1 : 0;
    return quiet === 2;
  };
  const said = (): string => services.map((service) => `${service.name}: ${service.output().slice(-1_000)}`).join('\n');
  await until(isLongQuiet, { within: QUIET_MS, every: 100, said });
}

interface DistributedOptions {
  /** What feeds and mails link to; the front door's address when absent. */
  readonly publicUrl?: string;
  /** Awaited before any service is started, with the environment they will have. */
  readonly prepare?: (environment: Readonly<Record<string, string>>) => Promise<void>;
  /** The script that is a service's process; the product's own when absent. */
  readonly main?: string;
}

/** An installation of its own on the engines that `pnpm engines up` has started: five processes behind nginx. */
export async function startDistributed({
  publicUrl,
  prepare,
  main,
}: DistributedOptions = {}): Promise<DistributedWorld> {
  const engines = await runningEngines();
  const name = newName(randomUUID());
  const folder = mkdtempSync(join(tmpdir(), 'huitang-distributed-'));
  const ports = new Map<string, number>();
  for (const service of serviceNames) ports.set(service, await freePort());
  const frontPort = await freePort();
  const portOf = (service: string): number => ports.get(service) ?? 0;
  const addressOf = (service: string): string => `http://127.0.0.1:${portOf(service)}`;
  const environment = {
    ...environmentOf({ name, folder, brokers: engines.kafka.brokers, mongoUri: engines.mongo.uri }),
    HUITANG_PUBLIC_URL: publicUrl ?? `http://127.0.0.1:${frontPort}`,
    HUITANG_API_URL: `http://127.0.0.1:${frontPort}`,
    HUITANG_SERVICES: serviceNames.map((service) => `${service}=${addressOf(service)}`).join(),
  };
  const processOf = (service: string, port: number): ServiceProcess => serviceProcess(service, port, environment, main);
  const entries = serviceNames.map((service) => [service, processOf(service, portOf(service))] as const);
  // Object.fromEntries forgets the names, all of which are there.
  const services = Object.fromEntries(entries) as DistributedWorld['services'];
  const all = [...Object.values(services)];
  const front = await startFrontDoor(frontPort, portOf, folder);
  try {
    await prepare?.(environment);
    await Promise.all(all.map((service) => service.start()));
  } catch (error) {
    await Promise.all(all.map((service) => service.kill()));
    await front.stop();
    throw error;
  }
  const address = `http://127.0.0.1:${frontPort}`;
  return {
    ...clientOf(address),
    address,
    services,
    engines: {
      brokers: engines.kafka.brokers,
      topicPrefix: environment.KAFKA_TOPIC_PREFIX,
      uri: engines.mongo.uri,
      database: name,
    },
    clock: realClock,
    outbox: environment.HUITANG_OUTBOX,
    output: () => all.map((service) => service.output()).join(''),
    async another(service) {
      const one = processOf(service, await freePort());
      all.push(one);
      return one;
    },
    idle: () => untilQuiet(all),
    async end() {
      await Promise.all(all.map((service) => service.stop()));
      await front.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
