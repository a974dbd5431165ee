import { join } from 'node:path';
import { KAFKA, mongoUriOf } from './engines.ts';
import { withoutPassword } from './engines-file.ts';
import { kafkaAnswers, mongoAnswers } from './probes.ts';
import { runningPid } from './processes.ts';
import { places, type Settings } from './settings.ts';

export interface EngineStatus {
  readonly engine: string;
  readonly isUp: boolean;
  readonly address: string;
  readonly pid: number | undefined;
  readonly log: string;
}

/** Asks both engines themselves; a pid file alone proves nothing. */
export async function statusOf(settings: Settings): Promise<readonly EngineStatus[]> {
  const { pids, logs } = places(settings.root);
  const uri = mongoUriOf(settings);
  const [kafka, mongo] = await Promise.all([kafkaAnswers(KAFKA.brokers), mongoAnswers(uri)]);
  const isGiven = settings.mongoUri !== undefined;
  return [
    {
      engine: `Kafka ${KAFKA.version}`,
      isUp: kafka,
      address: KAFKA.brokers.join(),
      pid: runningPid(pids, 'kafka'),
      log: join(logs, 'kafka.log'),
    },
    {
      engine: mongo ? `${mongo.name} ${mongo.version}${mongo.isStandIn ? ' (stand-in)' : ''}` : 'MongoDB',
      isUp: mongo !== undefined,
      address: withoutPassword(uri),
      pid: isGiven ? undefined : runningPid(pids, 'mongo'),
      log: isGiven ? 'its own' : join(logs, 'mongo.log'),
    },
  ];
}

const HEAD = ['engine', 'state', 'address', 'pid', 'log'];

/** The table as text, each column as wide as its longest word. */
export function statusTable(all: readonly EngineStatus[]): string {
  const rows = all.map(({ engine, isUp, address, pid, log }) => [
    engine,
    isUp ? 'up' : 'DOWN',
    address,
    String(pid ?? '-'),
    log,
  ]);
  const lines = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((word, column) => word.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
