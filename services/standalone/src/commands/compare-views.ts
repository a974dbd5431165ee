import { isDeepStrictEqual } from 'node:util';
import type { ViewDocument } from '@huitang/engine-embedded';

export interface Compared {
  /** Documents before and after. */
  readonly before: number;
  readonly after: number;
  readonly differences: number;
  /** In words; absent when both are the same. */
  readonly first?: string;
}

const SHOWN_CHARACTERS_MAX = 200;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_CHARACTERS_MAX ? `${text.slice(0, SHOWN_CHARACTERS_MAX)}…` : text;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** How two versions of a document differ: the first of their properties that does; undefined when none does. */
function differenceOf(id: string, beforeText: string, afterText: string): string | undefined {
  if (beforeText === afterText) return undefined;
  const before = parsed(beforeText);
  const after = parsed(afterText);
  if (isDeepStrictEqual(before, after)) return undefined;
  if (!isObject(before) || !isObject(after)) return `${id} could not be read before`;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const name = names.find((one) => !isDeepStrictEqual(before[one], after[one])) ?? '';
  return `${id}: ${name} was ${shown(before[name])}, the log says ${shown(after[name])}`;
}

/** In the order of UTF-8 bytes, which for characters beyond U+FFFF is not that of JavaScript's strings. */
const compareIds = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));

type Pair = readonly [before: ViewDocument | undefined, after: ViewDocument | undefined];

/** Both listings side by side, each document beside the one with the same id. */
function* sideBySide(before: Iterable<ViewDocument>, after: Iterable<ViewDocument>): Iterable<Pair> {
  const [olds, news] = [before[Symbol.iterator](), after[Symbol.iterator]()];
  const next = (documents: Iterator<ViewDocument>): ViewDocument | undefined => {
    const { done, value } = documents.next();
    return done ? undefined : value;
  };
  let [old, now] = [next(olds), next(news)];
  while (old || now) {
    const order = !old ? 1 : !now ? -1 : compareIds(old.id, now.id);
    yield [order <= 0 ? old : undefined, order >= 0 ? now : undefined];
    if (order <= 0) old = next(olds);
    if (order >= 0) now = next(news);
  }
}

function differenceIn([before, after]: Pair): string | undefined {
  if (before && after) return differenceOf(before.id, before.doc, after.doc);
  return before ? `${before.id} was there, the log has none` : `${after?.id} was missing`;
}

/** Compares two listings of a collection, both in the order of their ids' UTF-8 bytes, and reads both to the end. */
export function compareViews(before: Iterable<ViewDocument>, after: Iterable<ViewDocument>): Compared {
  const counts = { before: 0, after: 0, differences: 0 };
  let first: string | undefined;
  for (const pair of sideBySide(before, after)) {
    if (pair[0]) counts.before += 1;
    if (pair[1]) counts.after += 1;
    const difference = differenceIn(pair);
    if (difference === undefined) continue;
    counts.differences += 1;
    first ??= difference;
  }
  return { ...counts, ...(first !== undefined && { first }) };
}
