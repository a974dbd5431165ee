import ts from '@typescript/typescript6';
import { each } from './each.ts';
import type { Files, Rule } from './rule.ts';
import { isSrc, type Source } from './tree.ts';

const src = (code: string): Files => ({ 'services/a/src/x.ts': code });
const inTest = (code: string): Files => ({ 'services/a/test/x.test.ts': code });

/** Where a process begins; and the local engines, which tests of any package ask without passing anything on. */
const ENTRANCES = /\/src\/(?:main|cli)\.ts$|^infra\/local\/src\/environment\.ts$/;

export const environment = each(
  {
    name: 'only main.ts and cli.ts read the environment, and environment.ts of the local engines',
    bad: {
      'process.env': src('const x = process.env.X;'),
      "process['env']": src("const x = process['env'];"),
      'taken apart': src('const { env } = process;'),
      imported: src("import { env } from 'node:process';"),
    },
    good: { 'services/a/src/main.ts': 'const x = process.env;', ...src('const env = { process: 1 };') },
  },
  (source) => isSrc(source) && !ENTRANCES.test(source.path),
  (node) => {
    if (ts.isStringLiteral(node) && /^(node:)?process$/.test(node.text)) return 'imports the process';
    if (!ts.isIdentifier(node) || node.text !== 'process') return undefined;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
      return parent.name.text === 'env' ? 'reads process.env' : undefined;
    }
    if (ts.isElementAccessExpression(parent) || ts.isVariableDeclaration(parent)) return 'reads the process';
    return undefined;
  },
);

const lineBefore = ({ tree }: Source, node: ts.Node): string => {
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return tree.text.split('\n')[line - 1]?.trim() ?? '';
};

export const noAny = each(
  {
    name: 'nothing is any, except in a test that says why to the linter',
    bad: {
      'in a source': src('const x: any = 1;'),
      'in a source, excused': src('// biome-ignore lint/suspicious/noExplicitAny: because\nconst x: any = 1;'),
      'in a test': inTest('const x = y as any;'),
    },
    good: {
      ...src('const any = 1; // any'),
      ...inTest('// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely\nconst x: any = 1;'),
    },
  },
  () => true,
  (node, source) => {
    if (node.kind !== ts.SyntaxKind.AnyKeyword) return undefined;
    const isExcused =
      !isSrc(source) && lineBefore(source, node).startsWith('// biome-ignore lint/suspicious/noExplicitAny:');
    return isExcused ? undefined : 'is any';
  },
);

const SUPPRESSIONS = /(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck|expect-error)/;

export const noSuppressions: Rule = {
  name: 'the type checker is never told to look away',
  check: ({ sources }) =>
    sources.flatMap(({ path, tree }) =>
      tree.text
        .split('\n')
        .flatMap((line, index) => (SUPPRESSIONS.test(line) ? [`${path}:${index + 1} looks away`] : [])),
    ),
  // Put together, so that this very file does not contain them.
  bad: Object.fromEntries(
    ['ignore', 'nocheck', 'expect-error'].map((word) => [word, src(`// @${'ts'}-${word} because\nconst x = 1;`)]),
  ),
  good: src('const x = "ts-ignore";'),
};

const TESTS = new Set(['test', 'it', 'describe']);
const CHOSEN = new Set(['only', 'skip', 'todo', 'failing']);
const SHORT_FORMS = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** The function at the beginning of `test.skip.each` and the like. */
const rootOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) ? rootOf(node.expression) : node.getText();

export const noSkips = each(
  {
    name: 'no test is left out or run alone, except with its reason in a comment `skip: …` on the line before',
    bad: {
      only: inTest("test.only('x', () => {});"),
      skip: inTest("describe.skip('x', () => {});"),
      todo: inTest("test.todo('x');"),
      'a skipped table': inTest("test.skip.each([1])('x', () => {});"),
      'a short form': inTest("xtest('x', () => {});"),
      'a comment that gives no reason': inTest('// later\nconst here = x ? test : test.skip;'),
    },
    good: inTest(
      '// skip: third-party data that is not in the repository\nconst here = x ? test : test.skip;\nlist.skip();',
    ),
  },
  () => true,
  (node, source) => {
    const isChosen =
      ts.isPropertyAccessExpression(node) && CHOSEN.has(node.name.text) && TESTS.has(rootOf(node.expression));
    const isShort = ts.isCallExpression(node) && SHORT_FORMS.has(node.expression.getText());
    if (!isChosen && !isShort) return undefined;
    return lineBefore(source, node).startsWith('// skip:') ? undefined : `says ${node.getText().split('(')[0]}`;
  },
);
