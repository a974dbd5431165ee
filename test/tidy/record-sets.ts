import ts from '@typescript/typescript6';
import type { Rule } from './rule.ts';
import { at, isSrc, nodesOf, type Source, type Tree } from './tree.ts';

const DECIDED = 'packages/transfer/src/record-sets.ts';

/** The texts that constants of a file stand for. */
function constantsOf({ tree }: Source): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const node of nodesOf(tree)) {
    if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) continue;
    if (ts.isStringLiteral(node.initializer)) constants.set(node.name.text, node.initializer.text);
  }
  return constants;
}

/** The set that a call such as `records.set<Claim>('claims')` opens; undefined for any other node. */
function openedBy(node: ts.Node, constants: ReadonlyMap<string, string>): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const [name, ...others] = node.arguments;
  if (node.expression.name.text !== 'set' || !node.typeArguments || !name || others.length > 0) return undefined;
  if (ts.isStringLiteral(name)) return name.text;
  return ts.isIdentifier(name) ? constants.get(name.text) : undefined;
}

/** The names that the table of what moves decides about. */
function decidedIn({ sources }: Tree): ReadonlySet<string> {
  const table = sources.find(({ path }) => path === DECIDED);
  const names = table ? [...nodesOf(table.tree)].filter(ts.isPropertyAssignment).map(({ name }) => name) : [];
  return new Set(names.flatMap((name) => (ts.isStringLiteral(name) || ts.isIdentifier(name) ? [name.text] : [])));
}

function check(tree: Tree): readonly string[] {
  const decided = decidedIn(tree);
  return tree.sources
    .filter((source) => isSrc(source) && !source.path.includes('/conformance/'))
    .flatMap((source) => {
      const constants = constantsOf(source);
      return [...nodesOf(source.tree)].flatMap((node) => {
        const name = openedBy(node, constants);
        return name === undefined || decided.has(name) ? [] : [`${at(source, node)}: does ${name} move?`];
      });
    });
}

const table = { [DECIDED]: "const keepers = { claims: 'each', 'the-plans': null };" };

export const recordSets: Rule = {
  name: 'of every set of Records it is decided whether it moves to another installation',
  check,
  bad: {
    'a set nobody decided about': { ...table, 'services/a/src/x.ts': "const x = records.set<Y>('others');" },
    'one behind a constant': {
      ...table,
      'services/a/src/x.ts': "const SET = 'others';\nconst x = platform.records.set<Y>(SET);",
    },
    'no table': { 'services/a/src/x.ts': "const x = records.set<Y>('claims');" },
  },
  good: {
    ...table,
    'services/a/src/x.ts':
      "const P = 'the-plans';\nconst x = records.set<Y>('claims'), y = records.set<Y>(P);\nmap.set('a', 1);\nnew Map<A, B>();",
    'services/a/test/x.ts': "const x = records.set<Y>('only-in-a-test');",
  },
};
