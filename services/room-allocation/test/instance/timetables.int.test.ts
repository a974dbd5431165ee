import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import type { AllocationProblem, AllocationResult } from '../../src/domain/allocator/allocation-problem.ts';
import { timetable } from './timetables.ts';

const folder = join(process.env.HUITANG_REAL_DATA ?? '', 'itc2007');
const isThere = process.env.HUITANG_REAL_DATA !== undefined && existsSync(folder);
// skip: third-party data that is not in the repository; HUITANG_REAL_DATA names the folder above itc2007.
const realTest = isThere ? test : test.skip;
const why = isThere ? '' : ' (skipped: HUITANG_REAL_DATA does not name a folder with itc2007/*.ctt)';
const files = isThere ? readdirSync(folder).filter((name) => name.endsWith('.ctt')) : ['comp01.ctt'];

const read = (name: string): AllocationProblem => timetable(readFileSync(join(folder, name), 'utf8'));

/** Everything that is there twice in one period. */
function twice({ assignments }: AllocationResult): readonly string[] {
  const all = assignments.flatMap(({ start, resourceIds }) => resourceIds.map((id) => `${id} at ${start}`));
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}

/** As many as could have a seat for everybody: those too large for a room need the larger ones, period by period. */
function seatable({ rooms, requests }: AllocationProblem): number {
  const periods = new Set(requests.flatMap(({ starts }) => starts)).size;
  const excess = rooms.map(({ capacity }) => {
    const larger = rooms.filter((room) => room.capacity > capacity).length;
    return requests.filter(({ headcount }) => headcount > capacity).length - larger * periods;
  });
  return requests.length - Math.max(0, ...excess);
}

describe(`timetables of the competition of 2007${why}`, () => {
  realTest.each(files)('%s has every lecture that there are seats for, the teachers and curricula apart', (name) => {
    const problem = read(name);
    const result = allocate({ ...problem, policy: { ...problem.policy, order: 'batch' } });
    expect([result.assignments.length, twice(result)]).toEqual([seatable(problem), []]);
  });

  realTest('comp01.ctt has four lectures of 160 that no timetable seats', () => {
    const problem = read('comp01.ctt');
    expect([problem.requests.length, seatable(problem)]).toEqual([160, 156]);
  });
});
