import ts from '@typescript/typescript6';
import { each } from './each.ts';
import { importsOf } from './imports.ts';
import { type Files, manifest, type Rule } from './rule.ts';
import { at, isDomain, type Tree, workspaceOfFile } from './tree.ts';

const calendar = { 'services/calendar/package.json': manifest('calendar') };

function checkDomainImports(tree: Tree): readonly string[] {
  return tree.sources.filter(isDomain).flatMap((source) => {
    const domain = `${workspaceOfFile(tree, source.path)?.folder}/src/domain/`;
    return importsOf(source)
      .filter(({ specifier }) => {
        if (!specifier.startsWith('.')) return specifier !== '@huitang/contracts';
        return !new URL(specifier, `file:///${source.path}`).pathname.slice(1).startsWith(domain);
      })
      .map(({ node, specifier }) => `${at(source, node)} imports ${specifier}`);
  });
}

export const domainImports: Rule = {
  name: 'the domain imports contracts and itself',
  check: checkDomainImports,
  bad: {
    'the runtime': { ...calendar, 'services/calendar/src/domain/a.ts': "import type { X } from '@huitang/runtime';" },
    'a library': { ...calendar, 'services/calendar/src/domain/a.ts': "import { x } from 'luxon';" },
    'a file beside it': { ...calendar, 'services/calendar/src/domain/a.ts': "import { x } from '../views.ts';" },
  },
  good: {
    ...calendar,
    'services/calendar/src/domain/a.ts': "import { x } from '@huitang/contracts'; import { y } from './b.ts';",
    'services/calendar/src/b.ts': "import { x } from 'luxon';",
  },
};

const domain = (code: string): Files => ({ 'services/a/src/domain/x.ts': code });
const src = (code: string): Files => ({ 'services/a/src/x.ts': code });

const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random']);
const IMPURE_NAMES = new Set(
  'process console fetch crypto performance randomUUID setTimeout setInterval setImmediate'.split(' '),
);

function impure(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'waits';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'is asynchronous';
  if (ts.isPropertyAccessExpression(node) && IMPURE_MEMBERS.has(node.getText())) return `uses ${node.getText()}`;
  const isDate = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'Date';
  if (isDate && (ts.isCallExpression(node) || !node.arguments?.length)) return 'reads the clock';
  if (!ts.isIdentifier(node) || !IMPURE_NAMES.has(node.text)) return undefined;
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  const isDeclared = 'name' in node.parent && node.parent.name === node;
  return isMember || isDeclared ? undefined : `uses ${node.text}`;
}

export const purity = each(
  {
    name: 'the domain has no clock, no dice, no waiting and no process',
    bad: {
      'Date.now': domain('const x = Date.now();'),
      'new Date()': domain('const x = new Date();'),
      'new Date': domain('const x = new Date;'),
      'Date()': domain('const x = Date();'),
      'Math.random': domain('const x = Math.random;'),
      randomUUID: domain('const x = randomUUID();'),
      await: domain('await x;'),
      async: domain('async function f() {}'),
      process: domain('const x = process.env.X;'),
      setTimeout: domain('setTimeout(f, 1);'),
    },
    good: domain('const x = (run: () => void, at: number) => ({ process: new Date(at), on: run.process });'),
  },
  isDomain,
  impure,
);

export const closedUnions = each(
  {
    name: 'no switch of the domain has a default: a new case must not compile until it is handled',
    bad: { default: domain('switch (x) { case 1: break; default: y(); }') },
    good: { ...domain('switch (x) { case 1: break; }'), ...src('switch (x) { default: y(); }') },
  },
  isDomain,
  (node) => (ts.isDefaultClause(node) ? 'has a default' : undefined),
);
