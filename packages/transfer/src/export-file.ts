import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { codeOf, Fault, messageOf } from '@huitang/runtime';
import { type CheckedExport, checkExport } from './check-export.ts';
import { type ExportSource, exportTo } from './export-to.ts';
import type { Contents } from './format.ts';
import { notAsWritten, notWhole } from './unreadable.ts';

/** There are addresses in it. */
const OWNER_ONLY = 0o600;

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function write(source: ExportSource, file: string, compressed: boolean): Promise<Contents> {
  const disk = createWriteStream(file, { mode: OWNER_ONLY });
  if (!compressed) return exportTo(source, disk);
  const gzip = createGzip();
  const [contents] = await Promise.all([exportTo(source, gzip), pipeline(gzip, disk)]);
  return contents;
}

/**
 * `exportTo` into a new file, compressed when its name ends in `.gz`. It has its name only when it is whole and on the
 * disk. Rejects with `file-exists` rather than overwrite, with `export-failed` and the cause when it cannot be written.
 */
export async function exportToFile(source: ExportSource, file: string): Promise<Contents> {
  if (existsSync(file)) throw new Fault('file-exists', `${file} exists already`, { retriable: false });
  const part = `${file}.part`;
  try {
    const contents = await write(source, part, file.endsWith('.gz'));
    await sync(part);
    await rename(part, file);
    await sync(dirname(file));
    return contents;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    if (error instanceof Fault) throw error;
    throw new Fault('export-failed', `${file} could not be written: ${messageOf(error)}`, {
      retriable: true,
      cause: error,
    });
  }
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** Compressed or not is told by its beginning: names get lost. */
async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
    return buffer.subarray(0, bytesRead).equals(GZIP_MAGIC);
  } finally {
    await handle.close();
  }
}

function readable(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'Z_BUF_ERROR') return notWhole('its compressed data end too early');
  return code.startsWith('Z_') ? notAsWritten('its compressed data cannot be read') : error;
}

async function* bytesOf(file: string, compressed: boolean): AsyncGenerator<Uint8Array> {
  const disk = createReadStream(file);
  if (!compressed) return yield* disk;
  const gunzip = createGunzip();
  const piped = pipeline(disk, gunzip);
  // What goes wrong is told to whoever reads.
  piped.catch(() => undefined);
  try {
    yield* gunzip;
  } catch (error) {
    throw readable(error);
  }
}

/** `checkExport` of a file that `exportToFile` wrote. */
export async function checkExportFile(file: string): Promise<CheckedExport> {
  if (!existsSync(file)) throw new Fault('no-file', `there is no ${file}`, { retriable: false });
  const compressed = await isCompressed(file);
  return checkExport(() => bytesOf(file, compressed));
}
