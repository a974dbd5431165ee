import ts from '@typescript/typescript6';
import type { Files, Rule } from './rule.ts';
import { at, nodesOf, type Source, type Tree } from './tree.ts';

const GIVES = 'services/room-allocation/src/';
const WORDS = ['packages/wording/src/reasons/zh.ts', 'packages/wording/src/reasons/en.ts'];

/** What answers a command or a request, and nobody's wish. */
const REFUSERS = new Set(['refuse', 'refusalReply', 'problem', 'addIssue']);

const nameOf = (node: ts.Node | undefined): string | undefined =>
  node && (ts.isIdentifier(node) || ts.isStringLiteral(node)) ? node.text : undefined;

const isCalled = ({ expression }: ts.CallExpression, names: ReadonlySet<string>): boolean =>
  names.has(ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText());

const isRefused = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent)
    ? isCalled(node.parent, REFUSERS)
    : ts.isObjectLiteralExpression(node.parent) && isRefused(node.parent);

/** Functions of a file that make a reason of the code they are given first. */
function makersIn({ tree }: Source): ReadonlySet<string> {
  const makers = new Set<string>();
  for (const node of nodesOf(tree)) {
    if (!ts.isArrowFunction(node) && !ts.isFunctionDeclaration(node)) continue;
    const [first] = node.parameters;
    const name = ts.isFunctionDeclaration(node) ? node.name : ts.isVariableDeclaration(node.parent) && node.parent.name;
    if (nameOf(first?.name) === 'code' && name) makers.add(name.getText());
  }
  return makers;
}

/** The codes an expression may come to. */
function codesOf(node: ts.Expression | undefined): readonly ts.Node[] {
  if (!node) return [];
  if (ts.isConditionalExpression(node)) return [...codesOf(node.whenTrue), ...codesOf(node.whenFalse)];
  return ts.isStringLiteral(node) || ts.isTemplateExpression(node) ? [node] : [];
}

function givenIn(source: Source): readonly ts.Node[] {
  const makers = makersIn(source);
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (ts.isCallExpression(node) && isCalled(node, makers)) return codesOf(node.arguments[0]);
    if (!ts.isPropertyAssignment(node) || nameOf(node.name) !== 'code' || isRefused(node.parent)) return [];
    return codesOf(node.initializer);
  });
}

/** Codes that are declared as those of refusals: a command is refused with them, not a wish. */
const refusalsOf = (sources: readonly Source[]): ReadonlySet<string> =>
  new Set(
    sources.flatMap(({ tree }) =>
      [...nodesOf(tree)].flatMap((node) =>
        ts.isPropertySignature(node) && nameOf(node.name) === 'code' && node.type && ts.isLiteralTypeNode(node.type)
          ? (nameOf(node.type.literal) ?? [])
          : [],
      ),
    ),
  );

/** Only reasons have values, so that their words can have them. */
const hasValues = ({ parent: { parent } }: ts.Node): boolean =>
  ts.isObjectLiteralExpression(parent) && parent.properties.some(({ name }) => nameOf(name) === 'values');

const sentencesOf = (source: Source | undefined): ReadonlySet<string> =>
  new Set(
    source
      ? [...nodesOf(source.tree)].flatMap((node) => (ts.isPropertyAssignment(node) ? (nameOf(node.name) ?? []) : []))
      : [],
  );

function checkReasons({ sources }: Tree): readonly string[] {
  const ours = sources.filter(({ path }) => path.startsWith(GIVES));
  const refusals = refusalsOf(ours);
  const known = WORDS.map((path) => [path, sentencesOf(sources.find((source) => source.path === path))] as const);
  return ours.flatMap((source) =>
    givenIn(source).flatMap((node) => {
      const code = nameOf(node);
      if (code === undefined) return [`${at(source, node)} puts a code together: nobody can look for its words`];
      if (refusals.has(code) && !hasValues(node)) return [];
      const missing = known.filter(([, sentences]) => !sentences.has(code)).map(([path]) => path);
      return missing.length > 0
        ? [`${at(source, node)} gives ${code}, which has no words in ${missing.join(', ')}`]
        : [];
    }),
  );
}

const worded: Files = {
  'packages/wording/src/reasons/zh.ts': "export const zh = { taken: () => '', 'kit-short': () => '' };",
  'packages/wording/src/reasons/en.ts': "export const en = { taken: () => '', 'kit-short': () => '' };",
};
const giving = (code: string): Files => ({ ...worded, [`${GIVES}a.ts`]: code });

export const reasonsInWords: Rule = {
  name: 'every reason that room-allocation gives has a sentence in Chinese and in English',
  check: checkReasons,
  bad: {
    'a code without words': giving("const x = { code: 'on-fire', resourceId };"),
    'words in one language only': {
      ...giving("const x = { code: 'on-fire' };"),
      'packages/wording/src/reasons/en.ts': "export const en = { 'on-fire': () => '' };",
    },
    'one of two': giving("const x = { code: isKit ? 'kit-short' : 'stop-short' };"),
    'through a function': giving("const miss = (code: string) => ({ code }); const x = miss('on-fire');"),
    'one that a command is refused with as well': giving(
      "type No = { readonly code: 'too-late' }; const x = { code: 'too-late', values: { at } };",
    ),
    'one that is put together': giving(`const x = { code: \`\${role}-short\` };`),
  },
  good: giving(
    "type No = { readonly code: 'too-late' }; const x = { code: 'taken' }; refuse({ code: 'unknown' }); const y: No = { code: 'too-late' };",
  ),
};
