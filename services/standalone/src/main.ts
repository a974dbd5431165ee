import { exitCodeOf, messageOf } from '@huitang/runtime';
import { parseStart } from './options.ts';
import { run } from './run.ts';

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
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
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
