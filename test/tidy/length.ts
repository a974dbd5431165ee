import ts from '@typescript/typescript6';
import type { Files, Rule } from './rule.ts';
import { isSrc, nodesOf, type Source, type Tree } from './tree.ts';

const LINES_MAX = 70;

const isSuite = ({ path }: Source): boolean => path.startsWith('packages/runtime/src/conformance/');

function nameOf(node: ts.Node): string {
  for (let place: ts.Node | undefined = node; place; place = place.parent) {
    if ('name' in place && place.name) return (place.name as ts.Node).getText();
  }
  return 'a function';
}

/** The functions of a file that are too long, by `path name`, with their lines. */
function longIn({ path, tree }: Source): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const lineOf = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  for (const node of nodesOf(tree)) {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) continue;
    const lines = lineOf(node.getEnd()) - lineOf(node.getStart(tree)) + 1;
    if (lines > LINES_MAX) found.set(`${path} ${nameOf(node)}`, lines);
  }
  return found;
}

function check({ sources }: Tree): readonly string[] {
  return sources
    .filter((source) => isSrc(source) && !isSuite(source))
    .flatMap((source) => {
      return [...longIn(source)].map(([name, lines]) => `${name} has ${lines} lines`);
    });
}

const src = (code: string): Files => ({ 'services/a/src/x.ts': code });
const lines = (count: number): string => 'x();\n'.repeat(count);

export const shortFunctions: Rule = {
  name: `no function of the sources is longer than ${LINES_MAX} lines; test suites of the runtime are tests`,
  check,
  bad: {
    'a function': src(`function f() {\n${lines(LINES_MAX - 1)}}`),
    'an arrow': src(`const f = () => {\n${lines(LINES_MAX - 1)}};`),
    'a method': src(`const o = { f() {\n${lines(LINES_MAX - 1)}} };`),
  },
  good: {
    ...src(`function f() {\n${lines(LINES_MAX - 2)}}\n// more\n`.repeat(2)),
    'packages/runtime/src/conformance/a.ts': `describe('x', () => {\n${lines(100)}});`,
  },
};
