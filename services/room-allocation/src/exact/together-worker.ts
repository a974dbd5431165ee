import { parentPort, workerData } from 'node:worker_threads';
import { allocate } from '../domain/allocator/allocate.ts';
import { exactly } from './exactly.ts';
import type { TogetherJob } from './solve-together.ts';

// Runs in a thread of its own, which it blocks for as long as it solves: what is known is said before that.

const { problem, limits }: TogetherJob = workerData;
const found = allocate(problem);
parentPort?.postMessage(found);
parentPort?.postMessage(await exactly(problem, found, limits));
