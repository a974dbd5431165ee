import { Worker } from 'node:worker_threads';
import { sqlite } from './used.ts';

const OPEN = `
const { parentPort, workerData } = require('node:worker_threads');
const required = require(workerData.sqlite.module);
const Database = workerData.sqlite.member ? required[workerData.sqlite.member] : required;
`;

/**
 * Runs a script in a thread of its own, with the SQLite of this process as `Database`, and `parentPort` and `workerData`.
 * Only what all drivers have alike may be used of it: see `RequiredAs`.
 */
export const inThread = (script: string, data: Readonly<Record<string, unknown>>): Worker =>
  new Worker(`${OPEN}${script}`, { eval: true, workerData: { ...data, sqlite: sqlite.requiredAs() } });
