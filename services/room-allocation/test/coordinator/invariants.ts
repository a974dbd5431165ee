import type { MemoryLog } from '@huitang/runtime/conformance';
import { held, said } from './world.ts';

interface Answered {
  readonly activityId: string;
  readonly revision: number;
}

/** What is wrong with a finished world, one line each: read minute by minute, without the code under test. */
export function problemsOf(log: MemoryLog): readonly string[] {
  const problems: string[] = [];
  const takenAt = new Map<string, string>();
  for (const { activityId, claims } of held(log)) {
    for (const { resourceId, start, end } of claims) {
      for (let ms = Date.parse(start); ms < Date.parse(end); ms += 60_000) {
        const key = `${resourceId} ${new Date(ms).toISOString()}`;
        const other = takenAt.get(key);
        if (other !== undefined && other !== activityId) problems.push(`${key}: ${other} and ${activityId}`);
        takenAt.set(key, activityId);
      }
    }
  }
  const places = new Map<string, number>();
  for (const { activityId } of held(log)) places.set(activityId, (places.get(activityId) ?? 0) + 1);
  for (const [activityId, count] of places) if (count > 1) problems.push(`${activityId} is held ${count} times`);
  const answers = new Map<string, number>();
  for (const { type, data } of said(log)) {
    if (type !== 'AllocationGranted' && type !== 'AllocationRefused') continue;
    const { activityId, revision } = data as Answered;
    const key = `${activityId} revision ${revision}`;
    answers.set(key, (answers.get(key) ?? 0) + 1);
  }
  for (const [key, count] of answers) if (count !== 1) problems.push(`${key} has ${count} answers`);
  return problems;
}

/** Minutes that are neither free nor held by a grant: what a crash left behind. Found by asking for everything. */
export const answersOf = (log: MemoryLog): number =>
  said(log).filter(({ type }) => type === 'AllocationGranted' || type === 'AllocationRefused').length;
