import { createLogger, createMetrics } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { changedOptions } from '../changed-options.ts';
import { invariants } from '../invariants/index.ts';
import { services } from '../services.ts';
import { simulate } from '../simulate.ts';
import { pinnedSeeds } from './pinned-seeds.ts';

const stage = { factories: services, invariants, metrics: createMetrics(), logger: createLogger('silent') };

test.each(pinnedSeeds)(
  'seed $seed breaks no promise any more: $invariant',
  async ({ seed, change }) => {
    expect((await simulate(changedOptions(seed, change), stage)).violations).toEqual([]);
  },
  60_000,
);
