import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@huitang/runtime';
import { nodeClock } from '@huitang/runtime/adapters';
import type { StartOptions } from '../../src/options.ts';
import { type Running, run } from '../../src/run.ts';

/** A data folder, and a folder for files, of a test's own. */
export interface Folders {
  readonly data: string;
  /** Writes a file and gives its path. */
  file(name: string, text: string): string;
  remove(): void;
}

export function newFolders(): Folders {
  const dir = mkdtempSync(join(tmpdir(), 'huitang-'));
  return {
    data: join(dir, 'data'),
    file(name, text) {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

// A Monday morning in Shanghai, so that no test runs over midnight.
const offsetMs = Date.parse('2026-03-02T10:00:00+08:00') - Date.now();
const DAY_MS = 86_400_000;
const clockOn = (day: number): Clock => ({ ...nodeClock(), now: () => Date.now() + offsetMs + day * DAY_MS });

/** The server on a data folder, at a port of its own; `day` counts from that Monday. */
export const startServer = (
  dataDir: string,
  empty = true,
  domain: Pick<StartOptions, 'HUITANG_UID_DOMAIN'> = { HUITANG_UID_DOMAIN: 'test.example' },
  day = 0,
): Promise<Running> =>
  run(
    {
      HUITANG_HOST: '127.0.0.1',
      HUITANG_MAIL_FROM: 'Huitang <huitang@example.org>',
      HUITANG_LOG: 'silent',
      ...domain,
      dataDir,
      port: 0,
      empty,
    },
    { clock: clockOn(day) },
  );
