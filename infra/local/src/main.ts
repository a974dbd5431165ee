import { parseArgs } from 'node:util';
import { type Engines, withoutPassword } from './engines-file.ts';
import { settingsHere } from './environment.ts';
import { EnginesFailure, messageOf } from './failure.ts';
import { statusOf, statusTable } from './status.ts';
import { down, up } from './up-down.ts';

const USAGE = `pnpm engines up [--fresh]    start Kafka and MongoDB, --fresh without their old data
pnpm engines down [--wipe]   stop them, --wipe with their data
pnpm engines status          what is up; exit code 1 when something is down`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function sayUp({ kafka, mongo }: Engines, seconds: string): void {
  say(`Kafka ${kafka.version} answers at ${kafka.brokers.join()}`);
  say(`${mongo.name} ${mongo.version} answers at ${withoutPassword(mongo.uri)}`);
  if (mongo.isStandIn) {
    say(
      `NOT MONGODB: ${mongo.name} stands in for it, FOR TESTS ONLY. It ignores write concerns: never keep data in it.`,
    );
  }
  say(`up in ${seconds} s`);
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { fresh: { type: 'boolean', default: false }, wipe: { type: 'boolean', default: false } },
  });
  const settings = settingsHere();
  switch (positionals.join(' ')) {
    case 'up': {
      const engines = await up(settings, say, () => new Date(), values.fresh);
      sayUp(engines, (performance.now() / 1000).toFixed(1));
      return 0;
    }
    case 'down':
      await down(settings, values.wipe);
      say(values.wipe ? 'down, data wiped' : 'down');
      return 0;
    case 'status': {
      const engines = await statusOf(settings);
      say(statusTable(engines));
      return engines.every(({ isUp }) => isUp) ? 0 : 1;
    }
    default:
      throw new EnginesFailure(`what to do?\n${USAGE}`);
  }
}

main().then(
  // A download that was given up would keep the process.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`engines: ${messageOf(error)}\n`);
    process.exit(2);
  },
);
