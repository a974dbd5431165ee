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

/** One after the other on one thread, until there are none left, or the thread has ended of what it ran. */
function work<J extends Job>(next: () => J | undefined, done: (result: RunResult, job: J) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    let job = next();
    const give = (): void => {
      if (job) worker.postMessage(job);
      else void worker.terminate().then(() => resolve(), reject);
    };
    worker.on('message', (result: RunResult) => {
      if (job) done(result, job);
      job = next();
      give();
    });
    worker.on('error', (error) => {
      if (!job) return reject(error);
      done(crashedRun(error), job);
      // Another thread goes on with those that are left.
      work(next, done).then(resolve, reject);
    });
    give();
  });
}

/** Runs jobs on every processor there is. */
export async function runAll<J extends Job>(
  next: () => J | undefined,
  done: (result: RunResult, job: J) => void,
  threads = availableParallelism(),
): Promise<void> {
  await Promise.all(Array.from({ length: threads }, () => work(next, done)));
}
