import { posix } from 'node:path';
import ts from '@typescript/typescript6';
import { nodesOf, type Source, type Tree } from './tree.ts';

/** One place where a file takes something from another. */
export interface Import {
  readonly node: ts.Node;
  /** As written: `./views.ts`, `@huitang/runtime`, `zod`. */
  readonly specifier: string;
  /** The names taken; `*` for all there are. */
  readonly names: readonly string[];
  /** Only for the compiler: nothing of it runs. */
  readonly typeOnly: boolean;
}

const namesOf = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]): readonly string[] =>
  elements.map(({ name, propertyName }) => (propertyName ?? name).text);

function importDeclaration(node: ts.ImportDeclaration, specifier: string): Import {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const names = [
    ...(clause?.name ? ['default'] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
    ...(bindings && ts.isNamedImports(bindings) ? namesOf(bindings.elements) : []),
  ];
  const isTypes = bindings && ts.isNamedImports(bindings) && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
  return { node, specifier, names, typeOnly: clause?.isTypeOnly === true || (isTypes === true && !clause?.name) };
}

function exportDeclaration(node: ts.ExportDeclaration, specifier: string): Import {
  const elements = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
  return { node, specifier, names: elements ? namesOf(elements) : ['*'], typeOnly: node.isTypeOnly };
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return importDeclaration(node, node.moduleSpecifier.text);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return exportDeclaration(node, node.moduleSpecifier.text);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [first] = node.arguments;
    return first && ts.isStringLiteral(first)
      ? { node, specifier: first.text, names: ['*'], typeOnly: false }
      : undefined;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    const name = node.qualifier?.getText().split('.')[0] ?? '*';
    return { node, specifier: node.argument.literal.text, names: [name], typeOnly: true };
  }
  return undefined;
}

export const importsOf = ({ tree }: Source): readonly Import[] =>
  [...nodesOf(tree)].flatMap((node) => importOf(node) ?? []);

/** The file an import leads to; undefined for what is not of this repository. */
export function targetOf({ workspaces }: Tree, from: Source, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from.path), specifier);
  for (const { entries } of workspaces) {
    const entry = entries.get(specifier);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
