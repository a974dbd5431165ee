import type { TraceRecord } from '@huitang/engine-simulated';
import { expect, test } from '@jest/globals';
import { crashedRun } from './crashed.ts';
import { optionsOf } from './options.ts';
import { shrunkText } from './shrunk-text.ts';

const ID = '97852378-8293-5d1a-b9ab-9fa66714d187';
const OTHER = '00000000-8293-5d1a-b9ab-9fa66714d187';

const record = (what: string, key: string): TraceRecord => ({ at: 0, who: 'all', what, key, outcome: 'ok' });

const times = (count: number, one: TraceRecord): readonly TraceRecord[] => Array.from({ length: count }, () => one);

function linesOf(finding: string, trace: readonly TraceRecord[]): readonly string[] {
  const result = { ...crashedRun(new Error('x')), violations: [{ invariant: 'I0', finding, atMs: 0 }], trace };
  return shrunkText({ options: optionsOf(1), result, tries: 3 }).split('\n');
}

test('of many lines those round the last commit about what went wrong are shown', () => {
  const trace = [
    ...times(300, record('views.put', `before/${ID}`)),
    ...times(50, record('views.put', `nothing/${OTHER}`)),
    record('committed', `activity/${ID}@7`),
    ...times(300, record('views.put', `after/${ID}`)),
    record('committed', `activity/${OTHER}@7`),
  ];
  const lines = linesOf(`activity/${ID} has no answer`, trace);
  expect(lines).toContain('  … 190 earlier lines');
  expect(lines).toContain('  … 261 later lines');
  expect(lines.filter((line) => line.includes('committed'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('before/'))).toHaveLength(110);
  expect(lines.some((line) => line.includes('nothing/'))).toBe(false);
});

test('where nothing is named, the last lines are shown', () => {
  const trace = [
    ...times(300, record('views.put', 'before')),
    record('committed', 'a'),
    ...times(150, record('x', 'y')),
  ];
  const lines = linesOf('TypeError: boom', trace);
  expect(lines).toContain('  … 301 earlier lines');
  expect(lines.some((line) => line.includes('later lines'))).toBe(false);
});

test('the command runs as it stands, with what is planted', () => {
  const trace = [record('x', 'y')];
  const result = { ...crashedRun(new Error('x')), trace };
  expect(shrunkText({ options: optionsOf(1), result, tries: 1 }, { mutant: 'sync-off' })).toContain(
    '  again: npx -y pnpm@12 sim --seed 1 --mutant sync-off --trace',
  );
});
