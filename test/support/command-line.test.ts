import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { optionsFrom, whole } from './command-line.ts';

const declared = { runs: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } } as const;
const schema = z.object({ runs: whole(1), json: z.boolean() });

const given = (...args: string[]): unknown => optionsFrom(args, declared, schema);

test('what is not given has its default', () => {
  expect(given()).toEqual({ runs: 7, json: false });
  expect(given('--runs', '12', '--json')).toEqual({ runs: 12, json: true });
});

test.each([
  [['--runs', '0'], '--runs: a whole number from 1 on, not 0'],
  [['--runs=-5'], '--runs: a whole number from 1 on, not -5'],
  [['--runs', '1.5'], '--runs: a whole number from 1 on, not 1.5'],
  [['--runs', 'many'], '--runs: a whole number from 1 on, not many'],
  [['--runs', '1000000000'], '--runs: a whole number from 1 on, not 1000000000'],
  [['--runs'], "Option '--runs <value>' argument missing"],
  [['--runs', '-5'], "Option '--runs' argument is ambiguous"],
  [['--bogus'], "Unknown option '--bogus'"],
  [['7'], "Unexpected argument '7'"],
  [['--json=yes'], "Option '--json' does not take an argument"],
])('%j is refused in one line, as wrong usage', (args, line) => {
  const fault = expect.objectContaining({ code: 'wrong-usage', message: line });
  expect(() => given(...args)).toThrow(fault as unknown as Error);
});
