import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedEngine, openEmbedded } from '@huitang/engine-embedded';
import { type Clock, createLogger, type Ids } from '@huitang/runtime';
import type { Harness } from '@huitang/runtime/conformance';

const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

const ids: Ids = {
  uuid: () => randomUUID(),
  orderedUuid: () => randomUUID(),
  secret: () => 'x'.repeat(43),
  fraction: () => Math.random(),
};

const logger = createLogger('silent');

/** What an engine takes from the machine. */
export const machine = { clock, ids, logger };

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'huitang-test-'));

export const removeFolder = (dir: string): void => rmSync(dir, { recursive: true, force: true });

export const openIn = (dir: string, change: { readonly relayed?: boolean } = {}): EmbeddedEngine =>
  openEmbedded({ dir, ...machine, ...change });

/** One port of an engine in a folder of its own, for the conformance suites. */
export const harnessFor =
  <Port>(portOf: (engine: EmbeddedEngine) => Port, change: { readonly relayed?: boolean } = {}) =>
  async (): Promise<Harness<Port>> => {
    const dir = newFolder();
    let engine = openIn(dir, change);
    return {
      port: portOf(engine),
      async reopen() {
        await engine.close();
        engine = openIn(dir, change);
        return portOf(engine);
      },
      async close() {
        await engine.close();
        removeFolder(dir);
      },
    };
  };
