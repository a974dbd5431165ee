import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Room for the write-ahead log at its longest (64 MB), so that only what fills the disk on purpose fills it. */
const SIZE_MB = 192;
const NO_SPACE = 'ENOSPC';

/** A real file system so small that it can be filled, seen only by processes that are started `under` it. */
export interface SmallDisk {
  readonly kind: 'ext4 on a loop device' | 'tmpfs';
  readonly under: readonly string[];
  /** Where it is mounted, for those processes. */
  readonly path: string;
  /** Writes until nothing more fits. */
  fill(): void;
  /** Gives the room back. */
  empty(): void;
  /** Lets every write and every sync fail from now on, as a device that broke does; absent where that cannot be had. */
  readonly breakDown?: () => void;
  /** Unmounted, checked and mounted again: nobody may use it meanwhile. */
  readonly mend?: () => void;
  /** Copies a folder of it to where everybody sees it. */
  copyOut(folder: string, to: string): void;
  /** Nobody may use it meanwhile. */
  remount(mode: 'ro' | 'rw'): void;
  end(): Promise<void>;
}

type Made = { readonly ok: true; readonly disk: SmallDisk } | { readonly ok: false; readonly whyNot: string };

/** A mount namespace of its own: what is mounted there is gone, whatever happens, when this process is. */
interface Namespace {
  readonly holder: ChildProcess;
  readonly under: readonly string[];
  /** This namespace's files, for a process outside. */
  readonly root: string;
}

const asRoot = process.getuid?.() === 0;

async function newNamespace(): Promise<Namespace | string> {
  const user = asRoot ? [] : ['--user', '--map-root-user'];
  const holder = spawn(
    'unshare',
    [...user, '--mount', '--propagation', 'private', 'sh', '-c', 'echo ready; exec cat'],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let told = '';
  holder.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const failed = new Promise<string>((resolve) => {
    holder.on('error', (error) => resolve(error.message));
    holder.on('exit', (code) => resolve(told || `unshare ended with ${code}`));
  });
  const first = await Promise.race([once(holder.stdout, 'data').then(() => undefined), failed]);
  if (first !== undefined) return first;
  const entered = asRoot ? [] : ['--user', '--preserve-credentials'];
  const under = ['nsenter', '--target', String(holder.pid), ...entered, '--mount', `--wd=${process.cwd()}`, '--'];
  return { holder, under, root: `/proc/${holder.pid}/root` };
}

function runIn({ under }: Pick<Namespace, 'under'>, ...words: readonly string[]): string | undefined {
  const [command = '', ...args] = [...under, ...words];
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? undefined : `${words.join(' ')}: ${error?.message ?? stderr.trim()}`;
}

function must(failure: string | undefined): void {
  if (failure !== undefined) throw new Error(failure);
}

const isNoSpace = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === NO_SPACE;

/** Appends pieces of a size until the disk is full. */
function writeUntilFull(file: number, bytes: number): void {
  const piece = Buffer.alloc(bytes, 1);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if (!isNoSpace(error)) throw error;
  }
}

function fillWith(filler: string): void {
  const file = openSync(filler, 'a');
  for (const bytes of [1_048_576, 4_096]) writeUntilFull(file, bytes);
  fsyncSync(file);
  closeSync(file);
}

interface Mounted extends Pick<SmallDisk, 'kind' | 'breakDown' | 'mend'> {}

/** ext4 where loop devices can be had, since it syncs and can break; else a file system in memory. */
function mountIn(namespace: Namespace, image: string, path: string): Mounted | string {
  const made =
    runIn({ under: [] }, 'truncate', '-s', `${SIZE_MB}M`, image) ??
    runIn({ under: [] }, 'mkfs.ext4', '-q', '-m', '0', image);
  const mountImage = (): string | undefined => runIn(namespace, 'mount', '-o', 'loop', image, path);
  if (made === undefined && mountImage() === undefined) {
    return {
      kind: 'ext4 on a loop device',
      breakDown: () => must(runIn(namespace, 'mount', '-o', 'remount,abort', path)),
      mend() {
        must(runIn(namespace, 'umount', path));
        // 1: what was wrong has been mended.
        spawnSync('e2fsck', ['-p', '-f', image]);
        must(mountImage());
      },
    };
  }
  return runIn(namespace, 'mount', '-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', path) ?? { kind: 'tmpfs' };
}

/** Makes one in a temporary folder, or says why this machine has none. */
export async function smallDisk(): Promise<Made> {
  const namespace = await newNamespace();
  if (typeof namespace === 'string') return { ok: false, whyNot: `no mount namespace: ${namespace.trim()}` };
  const folder = mkdtempSync(join(tmpdir(), 'huitang-disk-'));
  const path = mkdtempSync(join(folder, 'mounted-'));
  const end = async (): Promise<void> => {
    const ended = once(namespace.holder, 'exit');
    namespace.holder.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const mounted = mountIn(namespace, join(folder, 'image'), path);
  if (typeof mounted === 'string') {
    await end();
    return { ok: false, whyNot: mounted };
  }
  const filler = join(namespace.root, path, 'filler');
  const disk: SmallDisk = {
    ...mounted,
    under: namespace.under,
    path,
    fill: () => fillWith(filler),
    empty: () => rmSync(filler, { force: true }),
    copyOut: (from, to) => cpSync(join(namespace.root, path, from), to, { recursive: true }),
    remount: (mode) => must(runIn(namespace, 'mount', '-o', `remount,bind,${mode}`, path)),
    end,
  };
  return { ok: true, disk };
}
