import { exitCodeOf, messageOf } from '@huitang/runtime';
import { parseStart } from './options.ts';
import { run } from './run.ts';

/** Longer than a request may wait for a decision, and its answer for the way out. */
const STOP_WITHIN_MS = 75_000;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const options = parseStart(process.argv.slice(2), process.env);
  const running = await run(options);
  const url = running.platform.installation.publicUrl;
  say(`Huitang is ready: open ${url}`);
  say(`  API      ${url}/api`);
  // Behind a proxy people know another address than the proxy does.
  if (options.HUITANG_PUBLIC_URL) say(`  listens  ${running.address}`);
  say(`  data     ${options.dataDir}${options.MAIL_URL ? '' : `, mails in ${options.dataDir}/outbox`}`);
  say('  stop     Ctrl+C');
  let stopping = false;
  function giveUp(why: string): void {
    process.stderr.write(`${why}; ending, and the next start goes on where this one ends\n`);
    process.exit(1);
  }
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      if (signal === 'SIGINT') giveUp('stopped twice');
      return;
    }
    stopping = true;
    setTimeout(() => giveUp(`not stopped in ${STOP_WITHIN_MS / 1_000} s`), STOP_WITHIN_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`stopping failed: ${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`Huitang cannot start: ${messageOf(error)}\n`);
  process.exit(exitCodeOf(error));
});
