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

/** A thread that says nothing for so long is in a loop: a run takes seconds, with its shrinking some minutes at most. */
const SILENT_MS = 15 * 60_000;

/** One job on a thread of its own or of the last one; rejects when the thread ends, or says nothing any more. */
function runOn(worker: Worker, job: Job): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const silent = setTimeout(
      () => reject(new Error(`nothing was heard for ${SILENT_MS / 60_000} minutes`)),
      SILENT_MS,
    );
    const onMessage = (result: RunResult): void => end(() => resolve(result));
    const onError = (error: unknown): void => end(() => reject(error));
    const onExit = (code: number): void => end(() => reject(new Error(`the thread ended with ${code}`)));
    const end = (goOn: () => void): void => {
      clearTimeout(silent);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      goOn();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  });
}

const newWorker = (file: URL): Worker => new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });

/** One after the other on one thread, until there are none left; where a job takes its thread along, on another. */
async function work<J extends Job>(
  next: () => J | undefined,
  done: (result: RunResult, job: J) => void,
  file: URL,
): Promise<void> {
  let worker = newWorker(file);
  for (let job = next(); job; job = next()) {
    try {
      done(await runOn(worker, job), job);
    } catch (error) {
      done(crashedRun(error), job);
      await worker.terminate();
      worker = newWorker(file);
    }
  }
  await worker.terminate();
}

/** Runs jobs on every processor there is. */
export async function runAll<J extends Job>(
  next: () => J | undefined,
  done: (result: RunResult, job: J) => void,
  threads = availableParallelism(),
  file = workerFile,
): Promise<void> {
  await Promise.all(Array.from({ length: threads }, () => work(next, done, file)));
}
