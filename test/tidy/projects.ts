import { manifest, type Rule } from './rule.ts';
import { PROJECTS, type Tree } from './tree.ts';

interface Project {
  readonly references?: readonly { readonly path: string }[];
}

function referencesOf({ files }: Tree, project: string): ReadonlySet<string> {
  // A file of ours: tsc would not work if it were anything else.
  const { references = [] } = JSON.parse(files.get(project) ?? '{}') as Project;
  return new Set(references.map(({ path }) => path));
}

function checkProjects(tree: Tree): readonly string[] {
  return PROJECTS.flatMap((project) => {
    const named = referencesOf(tree, project);
    return tree.workspaces.flatMap(({ folder }) => (named.has(folder) ? [] : [`${project} does not name ${folder}`]));
  });
}

const naming = (...paths: readonly string[]): string => JSON.stringify({ references: paths.map((path) => ({ path })) });
const workspace = { 'packages/a/package.json': manifest('a') };
const both = { ...workspace, 'tsconfig.json': naming('packages/a'), 'tsconfig.test.json': naming('packages/a') };

export const projects: Rule = {
  name: 'every package and service is built, and tests are checked against what is built',
  check: checkProjects,
  bad: {
    'one that is not built': { ...both, 'tsconfig.json': naming() },
    'one that tests see no declarations of': { ...both, 'tsconfig.test.json': naming('packages/b') },
  },
  good: both,
};
