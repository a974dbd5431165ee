import { readFileSync } from 'node:fs';
import { exitCodeOf, messageOf } from '@huitang/runtime';
import { parseOptions } from './options.ts';
import { run } from './run.ts';
import { withSecretFiles } from './secret-files.ts';

/** As long as a proxy waits for an answer, and less than a supervisor waits for an end. */
const STOP_WITHIN_MS = 20_000;

function end(message: string, exitCode: number): void {
  try {
    process.stderr.write(`${message}\n`);
  } finally {
    process.exit(exitCode);
  }
}

async function main(): Promise<void> {
  const read = (path: string): string => readFileSync(path, 'utf8');
  const options = parseOptions(process.argv.slice(2), withSecretFiles(process.env, read));
  const { service } = options;
  // Whoever supervises this process starts another one, which takes the group's partitions anew.
  const onStalled = (group: string): void => end(`${service}: group ${group} has stopped going on; ending`, 1);
  const starting = run(options, { onStalled });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => end(`${service}: not stopped in ${STOP_WITHIN_MS} ms; ending`, 1), STOP_WITHIN_MS).unref();
    // Whoever is told to end while he starts does that first: he may have taken partitions already.
    starting
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => end(`stopping failed: ${messageOf(error)}`, 1),
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { platform, address } = await starting;
  const { name, version } = platform.server;
  process.stdout.write(`Huitang ${service} is ready at ${address} on Kafka and ${name} ${version}\n`);
}

main().catch((error: unknown) => end(`Huitang cannot start: ${messageOf(error)}`, exitCodeOf(error)));
