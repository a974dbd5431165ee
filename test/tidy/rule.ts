import type { Tree } from './tree.ts';

/** Files by path, as a small repository. */
export type Files = Readonly<Record<string, string>>;

export interface Rule {
  /** A sentence that is true of the repository. */
  readonly name: string;
  /** What contradicts it, one line each, with its place. */
  readonly check: (tree: Tree) => readonly string[];
  /** Small repositories that contradict it, each in one way: the rule can fail. */
  readonly bad: Readonly<Record<string, Files>>;
  /** One that comes close and does not. */
  readonly good: Files;
}

/** A `package.json` for samples. */
export const manifest = (name: string, ...entries: readonly string[]): string =>
  JSON.stringify({
    name: `@huitang/${name}`,
    exports: Object.fromEntries(['.', ...entries].map((entry) => [entry, { 'huitang-source': './src/index.ts' }])),
  });
