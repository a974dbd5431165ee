import { manifest, type Rule } from './rule.ts';
import type { Tree } from './tree.ts';

const readmeOf = ({ files }: Tree, folder: string): string | undefined => files.get(`${folder}/README.md`);

export const readmes: Rule = {
  name: 'every package and service has a README',
  check: (tree) =>
    tree.workspaces.flatMap(({ folder }) => (readmeOf(tree, folder)?.trim() ? [] : [`${folder} has no README.md`])),
  bad: {
    none: { 'packages/a/package.json': manifest('a') },
    'an empty one': { 'packages/a/package.json': manifest('a'), 'packages/a/README.md': '\n' },
  },
  good: { 'packages/a/package.json': manifest('a'), 'packages/a/README.md': '# a' },
};

function checkFolders(tree: Tree): readonly string[] {
  return tree.workspaces.flatMap(({ folder }) => {
    const start = `${folder}/src/`;
    const below = tree.sources.flatMap(({ path }) => (path.startsWith(start) ? [path.slice(start.length)] : []));
    const names = new Set(below.flatMap((path) => (path.includes('/') ? [path.split('/')[0]] : [])));
    const readme = readmeOf(tree, folder) ?? '';
    return [...names].flatMap((name) =>
      readme.includes(`${name}/`) ? [] : [`${folder}/README.md: what is ${name}/?`],
    );
  });
}

const withFolder = { 'packages/a/package.json': manifest('a'), 'packages/a/src/ports/b/x.ts': '' };

export const folders: Rule = {
  name: 'every README says what each folder of its src is for',
  check: checkFolders,
  bad: { 'a folder nobody explains': { ...withFolder, 'packages/a/README.md': '# a\nIts ports.' } },
  good: { ...withFolder, 'packages/a/README.md': '# a\n`src/ports/`: what it stands on.' },
};
