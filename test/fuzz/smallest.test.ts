import { expect, test } from '@jest/globals';
import type { Failure } from './area.ts';
import { smallest } from './fuzz.ts';

const failure = (more: Partial<Failure>): Failure => ({
  area: 'events',
  seed: 7,
  batch: 1_000,
  path: undefined,
  input: 'one of 1000',
  because: 'a healthy event behind the damaged ones is not shown: 404',
  ...more,
});

/** An area in which these inputs of a batch fail by themselves. */
const areaWith = (...failing: readonly string[]) => {
  const tried: string[] = [];
  return {
    tried,
    shrink: async (_seed: number, path: string) => {
      tried.push(path);
      return failing.includes(path) ? failure({ path: `${path}:0`, batch: 1, input: 'small' }) : undefined;
    },
  };
};

test('what is found after a batch is traced to the first input that fails by itself', async () => {
  expect(await smallest(areaWith('17', '400'), failure({}))).toMatchObject({ path: '17:0', input: 'small' });
});

test('what no input does by itself is the whole batch’s', async () => {
  const area = areaWith();
  expect(await smallest(area, failure({ batch: 3 }))).toMatchObject({
    batch: 3,
    path: undefined,
    input: 'one of 1000',
  });
  expect(area.tried).toEqual(['0', '1', '2']);
});

test('an input that fails beside others only is the whole batch’s as well', async () => {
  expect(await smallest(areaWith('4'), failure({ path: '3' }))).toMatchObject({ path: undefined, batch: 1_000 });
});
