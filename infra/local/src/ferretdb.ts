import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDetached } from './processes.ts';
import { FERRETDB_VERSION, HOST, MONGO_PORT, places, type Settings } from './settings.ts';
import { runTool } from './tool.ts';
import { GO_HINT, requireGo } from './versions.ts';

const MODULE = 'github.com/FerretDB/FerretDB';
const GO_TIMEOUT_MS = 900_000;

/** Builds FerretDB from its sources, once. */
export async function installFerretdb(settings: Settings, say: (text: string) => void): Promise<void> {
  const at = places(settings.root);
  if (existsSync(at.ferretdb)) return;
  requireGo(settings);
  say(`building FerretDB ${FERRETDB_VERSION} with Go, which takes a minute or two`);
  const scratch = join(at.scratch, 'ferretdb');
  rmSync(scratch, { recursive: true, force: true });
  const source = join(scratch, 'source');
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'go.mod'), 'module huitang/local-ferretdb\n\ngo 1.24\n');
  const go = (...args: readonly string[]): Promise<void> =>
    runTool({
      command: 'go',
      args,
      folder: source,
      environment: {
        ...settings.environment,
        CGO_ENABLED: '0',
        GOMODCACHE: join(scratch, 'modules'),
        // Without it Go writes its modules so that nobody can remove them.
        GOFLAGS: '-modcacherw',
      },
      log: join(at.logs, 'go.log'),
      whenMissing: GO_HINT,
      timeoutMs: GO_TIMEOUT_MS,
    });
  await go('get', '-tool', `${MODULE}/cmd/ferretdb@v${FERRETDB_VERSION}`);
  await go('mod', 'vendor');
  // The program reads its version from a file that its own release adds; without it, it panics when it starts.
  writeFileSync(join(source, 'vendor', MODULE, 'build', 'version', 'version.txt'), `v${FERRETDB_VERSION}\n`);
  const binary = join(scratch, 'ferretdb');
  await go('build', '-mod=vendor', '-trimpath', '-o', binary, `${MODULE}/cmd/ferretdb`);
  mkdirSync(join(at.ferretdb, '..'), { recursive: true });
  renameSync(binary, at.ferretdb);
  rmSync(scratch, { recursive: true, force: true });
}

/** Starts FerretDB in the background; it does not answer yet when this returns. */
export function launchFerretdb(settings: Settings): void {
  const at = places(settings.root);
  mkdirSync(at.ferretdbData, { recursive: true });
  startDetached({
    pids: at.pids,
    name: 'mongo',
    command: at.ferretdb,
    args: [
      '--handler=sqlite',
      `--sqlite-url=file:${at.ferretdbData}/`,
      `--listen-addr=${HOST}:${MONGO_PORT}`,
      // No metrics port, and nobody is told that it runs.
      '--debug-addr=-',
      '--telemetry=disable',
      `--state-dir=${at.ferretdbData}`,
      '--log-level=warn',
    ],
    mark: at.ferretdbData,
    environment: { ...settings.environment, DO_NOT_TRACK: '1', GOMEMLIMIT: '512MiB' },
    folder: at.ferretdbData,
    log: join(at.logs, 'mongo.log'),
  });
}
