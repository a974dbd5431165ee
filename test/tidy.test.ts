import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { boundaries, engineClients, paths } from './tidy/boundaries.ts';
import { closedUnions, domainImports, purity } from './tidy/domain.ts';
import { folders, readmes } from './tidy/folders.ts';
import { cycles, unusedExports } from './tidy/graph.ts';
import { shortFunctions } from './tidy/length.ts';
import { projects } from './tidy/projects.ts';
import { reasonsInWords } from './tidy/reasons.ts';
import { recordSets } from './tidy/record-sets.ts';
import type { Rule } from './tidy/rule.ts';
import { readTree, treeOf } from './tidy/tree.ts';
import { environment, noAny, noSkips, noSuppressions } from './tidy/wording.ts';

const repository = readTree(fileURLToPath(new URL('..', import.meta.url)));

const rules: readonly Rule[] = [
  boundaries,
  paths,
  domainImports,
  purity,
  closedUnions,
  environment,
  cycles,
  unusedExports,
  engineClients,
  recordSets,
  reasonsInWords,
  noAny,
  noSuppressions,
  shortFunctions,
  noSkips,
  readmes,
  folders,
  projects,
];

test('there is something to look at', () => {
  expect(repository.workspaces.length).toBeGreaterThanOrEqual(9);
  expect(repository.sources.length).toBeGreaterThan(250);
});

describe.each(rules)('$name', ({ check, bad, good }) => {
  test('holds everywhere', () => {
    expect(check(repository)).toEqual([]);
  });

  test.each(Object.entries(bad))('would not hold with: %s', (_, files) => {
    expect(check(treeOf(new Map(Object.entries(files))))).toHaveLength(1);
  });

  test('is not stricter than it says', () => {
    expect(check(treeOf(new Map(Object.entries(good))))).toEqual([]);
  });
});
