import { parentPort, workerData } from 'node:worker_threads';
import { exactly } from './exactly.ts';
import type { ExactJob } from './solve-exactly.ts';

// Runs in a thread of its own: HiGHS blocks it for as long as it solves.

const { problem, incumbent, limits }: ExactJob = workerData;
parentPort?.postMessage(await exactly(problem, incumbent, limits));
