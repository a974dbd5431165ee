import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from '@typescript/typescript6';

/** One TypeScript file. Paths are relative to the repository, with slashes. */
export interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** One package or service, or a tool of infra. */
export interface Workspace {
  /** `@huitang/calendar` */
  readonly name: string;
  /** `services/calendar` */
  readonly folder: string;
  /** The source file behind each entry of `exports`, by what one writes: `@huitang/runtime/adapters`. */
  readonly entries: ReadonlyMap<string, string>;
}

/** What the rules look at. */
export interface Tree {
  readonly files: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
  readonly workspaces: readonly Workspace[];
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, { readonly 'huitang-source'?: string }>>;
}

function workspaceOf(folder: string, text: string): Workspace {
  // A file of ours: pnpm and tsc would not work if it were anything else.
  const { name, exports = {} } = JSON.parse(text) as Manifest;
  const entries = Object.entries(exports).map(
    ([entry, target]) => [posix.join(name, entry), posix.join(folder, target['huitang-source'] ?? '')] as const,
  );
  return { name, folder, entries: new Map(entries) };
}

/** A tree from texts by path. */
export function treeOf(files: ReadonlyMap<string, string>): Tree {
  const sources: Source[] = [];
  const workspaces: Workspace[] = [];
  for (const [path, text] of files) {
    if (path.endsWith('.ts')) {
      sources.push({ path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) });
    } else if (/^(packages|services|infra)\/[^/]+\/package\.json$/.test(path)) {
      workspaces.push(workspaceOf(posix.dirname(path), text));
    }
  }
  return { files, sources, workspaces };
}

const LEFT_OUT = new Set(['node_modules', 'dist', 'golden', 'data']);
const READ = /\.ts$|^README\.md$|^package\.json$/;

function filesIn(root: string, folder: string): readonly (readonly [path: string, text: string])[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : filesIn(root, path);
    return READ.test(entry.name) ? [[path, readFileSync(join(root, path), 'utf8')] as const] : [];
  });
}

/** What is built, and what tests are checked against. */
export const PROJECTS = ['tsconfig.json', 'tsconfig.test.json'] as const;

/** Everything of the repository that the rules are about. */
export const readTree = (root: string): Tree =>
  treeOf(
    new Map([
      ...PROJECTS.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
      ...['packages', 'services', 'infra', 'test']
        .filter((folder) => existsSync(join(root, folder)))
        .flatMap((folder) => filesIn(root, folder)),
    ]),
  );

export const isSrc = ({ path }: Source): boolean => /^(packages|services|infra)\/[^/]+\/src\//.test(path);

export const isDomain = ({ path }: Source): boolean => /^services\/[^/]+\/src\/domain\//.test(path);

export const workspaceOfFile = ({ workspaces }: Tree, path: string): Workspace | undefined =>
  workspaces.find(({ folder }) => path.startsWith(`${folder}/`));

/** Every node below, in the order of the text. */
export function* nodesOf(node: ts.Node): Iterable<ts.Node> {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) {
    yield child;
    yield* nodesOf(child);
  }
}

/** `path:line`, as editors take it. */
export const at = ({ path, tree }: Source, node: ts.Node): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;
