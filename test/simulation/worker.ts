import { parentPort } from 'node:worker_threads';
import type { Job } from './job.ts';
import { runJob } from './job.ts';

/** A thread of `pnpm sim`: runs what it is given, one after the other. */
parentPort?.on('message', (job: Job) => {
  runJob(job).then(
    (done) => parentPort?.postMessage(done),
    (error: unknown) => {
      throw error;
    },
  );
});
