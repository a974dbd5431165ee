import type ts from '@typescript/typescript6';
import type { Rule } from './rule.ts';
import { at, nodesOf, type Source, type Tree } from './tree.ts';

/** A rule about single pieces of code: `wrong` says what is wrong with one, if anything is. */
export function each(
  rule: Omit<Rule, 'check'>,
  where: (source: Source) => boolean,
  wrong: (node: ts.Node, source: Source) => string | undefined,
): Rule {
  const check = ({ sources }: Tree): readonly string[] =>
    sources.filter(where).flatMap((source) =>
      [...nodesOf(source.tree)].flatMap((node) => {
        const what = wrong(node, source);
        return what === undefined ? [] : [`${at(source, node)} ${what}`];
      }),
    );
  return { ...rule, check };
}
