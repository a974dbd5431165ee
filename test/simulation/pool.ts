import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { crashedRun } from './crashed.ts';
import type { Job } from './job.ts';
import type { RunResult } from './simulate.ts';

// A source beside sources, a script beside scripts.
const workerFile = new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** What a run makes is mostly gone a moment later: with room for it, little is carried over. */
const YOUNG_MB = 96;

/** A thread that says nothing for so long is in a loop: a run takes seconds. */
const SILENT_MS = 15 * 60_000;

/** A thread that runs one job after the other. */
interface Thread {
  /** Rejects when the thread ends, or says nothing any more: then it is of no use. */
  run(job: Job): Promise<RunResult>;
  end(): Promise<unknown>;
}

function newThread(file: URL, silentMs: number): Thread {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  let settle: { readonly resolve: (result: RunResult) => void; readonly reject: (error: unknown) => void } | undefined;
  worker.on('message', (result: RunResult) => settle?.resolve(result));
  worker.on('error', (error) => settle?.reject(error));
  worker.on('exit', (code) => settle?.reject(new Error(`the thread ended with ${code}`)));
  return {
    run: (job) =>
      new Promise<RunResult>((resolve, reject) => {
        const silent = new Error(`nothing was heard for ${silentMs} ms`);
        const timer = setTimeout(() => reject(silent), silentMs);
        const done = (): void => clearTimeout(timer);
        settle = {
          resolve(result) {
            done();
            resolve(result);
          },
          reject(error) {
            done();
            reject(error);
          },
        };
        worker.postMessage(job);
      }),
    end: () => worker.terminate(),
  };
}

interface PoolOptions {
  readonly threads?: number;
  /** What a thread runs. */
  readonly file?: URL;
  readonly silentMs?: number;
}

/** One after the other on one thread, until there are none left; where a job takes its thread along, on another. */
async function work<J extends Job>(
  next: () => J | undefined,
  done: (result: RunResult, job: J) => void,
  begin: () => Thread,
): Promise<void> {
  let thread = begin();
  for (let job = next(); job; job = next()) {
    let failed = false;
    const result = await thread.run(job).catch((error: unknown) => {
      failed = true;
      return crashedRun(error);
    });
    done(result, job);
    if (!failed) continue;
    await thread.end();
    thread = begin();
  }
  await thread.end();
}

/** Runs jobs on every processor there is. */
export async function runAll<J extends Job>(
  next: () => J | undefined,
  done: (result: RunResult, job: J) => void,
  { threads = availableParallelism(), file = workerFile, silentMs = SILENT_MS }: PoolOptions = {},
): Promise<void> {
  await Promise.all(Array.from({ length: threads }, () => work(next, done, () => newThread(file, silentMs))));
}
