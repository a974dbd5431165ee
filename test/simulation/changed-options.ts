import { optionsOf, type RunOptions } from './options.ts';

/** What of a seed's options is another one, as plain JSON: parts, or fields of parts. */
export type OptionsChange = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changesIn(from: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): OptionsChange {
  const changed = Object.entries(to).filter(([name, value]) => !isSame(from[name], value));
  return Object.fromEntries(
    changed.map(([name, value]) => {
      const before = from[name];
      return [name, isPlain(before) && isPlain(value) ? changesIn(before, value) : value];
    }),
  );
}

function changed<T extends object>(value: T, change: OptionsChange): T {
  const fields = Object.entries(change).map(([name, to]) => {
    const before = (value as Readonly<Record<string, unknown>>)[name];
    return [name, isPlain(before) && isPlain(to) ? changed(before, to) : to];
  });
  // What it is changed to was read from options of the same shape, or by whoever typed it for themselves.
  return { ...value, ...Object.fromEntries(fields) };
}

/** In what these options differ from those their seed means. */
export const changeOf = (options: RunOptions): OptionsChange =>
  changesIn({ ...optionsOf(options.seed) }, { ...options });

/** A seed's options, some of them changed. */
export const changedOptions = (seed: number, change: OptionsChange = {}): RunOptions =>
  changed(optionsOf(seed), change);
