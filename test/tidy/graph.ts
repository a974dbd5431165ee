import ts from '@typescript/typescript6';
import { importsOf, targetOf } from './imports.ts';
import { manifest, type Rule } from './rule.ts';
import { at, isSrc, nodesOf, type Source, type Tree } from './tree.ts';

/** Each file with the files it needs to run. */
function neededBy(tree: Tree): ReadonlyMap<string, readonly string[]> {
  return new Map(
    tree.sources.map((source) => [
      source.path,
      importsOf(source)
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ specifier }) => targetOf(tree, source, specifier) ?? []),
    ]),
  );
}

function checkCycles(tree: Tree): readonly string[] {
  const needed = neededBy(tree);
  const done = new Set<string>();
  const found: string[] = [];
  function visit(path: string, way: readonly string[]): void {
    const start = way.indexOf(path);
    if (start >= 0) found.push([...way.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const next of needed.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  }
  for (const path of needed.keys()) visit(path, []);
  return found;
}

export const cycles: Rule = {
  name: 'no file needs itself by way of others',
  check: checkCycles,
  bad: {
    'two files': {
      'packages/a/src/x.ts': "import { y } from './y.ts';",
      'packages/a/src/y.ts': "import { x } from './x.ts';",
    },
    'a file and its entry point': {
      'packages/a/package.json': manifest('a'),
      'packages/a/src/index.ts': "export * from './x.ts';",
      'packages/a/src/x.ts': "import { z } from '@huitang/a';",
    },
  },
  good: {
    'packages/a/src/x.ts': "import { y } from './y.ts'; import { z } from './z.ts';",
    'packages/a/src/y.ts': "import { z } from './z.ts'; import type { X } from './x.ts';",
    'packages/a/src/z.ts': '',
  },
};

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isType = (node: ts.Node): boolean => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** Names that a file offers of its own. What it hands on is a use of what it hands on. */
function exportedBy({ tree }: Source): ReadonlyMap<string, ts.Node> {
  const names = new Map<string, ts.Node>();
  const add = (name: string, node: ts.Node): void => {
    // A schema and its type share a name; the schema is what counts.
    if (!names.has(name) || !isType(node)) names.set(name, node);
  };
  for (const node of nodesOf(tree)) {
    if (ts.isExportSpecifier(node)) add(node.name.text, node);
    if (ts.isExportAssignment(node)) add('default', node);
    if (node.parent !== tree || !isExported(node)) continue;
    if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations) if (ts.isIdentifier(name)) add(name.text, node);
    } else if ('name' in node && node.name) add((node.name as ts.Identifier).text, node);
  }
  return names;
}

/** True for a type that another export of the file needs to be written down: whoever calls it may want the name. */
function isInSignature({ tree }: Source, name: string, node: ts.Node): boolean {
  if (!isType(node)) return false;
  return tree.statements
    .filter((statement) => statement !== node && isExported(statement))
    .some((statement) =>
      [...nodesOf(statement)].some((inner) => ts.isTypeReferenceNode(inner) && inner.typeName.getText() === name),
    );
}

function checkExports(tree: Tree): readonly string[] {
  const used = new Map<string, Set<string>>();
  for (const source of tree.sources) {
    for (const { specifier, names } of importsOf(source)) {
      const target = targetOf(tree, source, specifier);
      if (target === undefined) continue;
      const known = used.get(target) ?? new Set();
      for (const name of names) known.add(name);
      used.set(target, known);
    }
  }
  const entries = new Set(tree.workspaces.flatMap((workspace) => [...workspace.entries.values()]));
  return tree.sources
    .filter((source) => isSrc(source) && !entries.has(source.path))
    .flatMap((source) => {
      const names = used.get(source.path);
      if (names?.has('*')) return [];
      return [...exportedBy(source)]
        .filter(([name, node]) => !names?.has(name) && !isInSignature(source, name, node))
        .map(([name, node]) => `${at(source, node)} exports ${name}, which nobody imports`);
    });
}

export const unusedExports: Rule = {
  name: 'what is exported is imported somewhere, leaves the package, or is a type that another export is written with',
  check: checkExports,
  bad: {
    'a function': { 'packages/a/src/x.ts': 'export function f() {}' },
    'a constant beside one that is used': {
      'packages/a/src/x.ts': 'export const a = 1, b = 2;',
      'packages/a/test/x.test.ts': "import { a } from '../src/x.ts';",
    },
    'a type': { 'packages/a/src/x.ts': 'export interface T {}\nfunction f(t: T) {}' },
    'a schema': {
      'packages/a/src/x.ts': 'export const S = 1; export type S = string; export function f(s: S) {}',
      'packages/a/test/x.test.ts': "import { f } from '../src/x.ts';",
    },
    'a name given at the end': { 'packages/a/src/x.ts': 'const a = 1; export { a as b };' },
    'something handed on to nobody': {
      'packages/a/src/inner/index.ts': "export { a } from './x.ts';",
      'packages/a/src/inner/x.ts': 'export const a = 1;',
    },
  },
  good: {
    'packages/a/package.json': manifest('a'),
    'packages/a/src/index.ts': "export { a } from './x.ts'; export * from './y.ts'; export const z = 1;",
    'packages/a/src/x.ts': 'export function a(u: U) {} export interface U {} export type T = string; const own = 1;',
    'packages/a/src/y.ts': 'export const y = 1;',
    'packages/a/test/x.test.ts': "import type { T } from '../src/x.ts';",
  },
};
