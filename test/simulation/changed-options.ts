import { optionsOf, type RunOptions } from './options.ts';

/** What of a seed's options is another one, as plain JSON: parts, or fields of parts. */
export type OptionsChange = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : isPlain(value) ? 'parts' : `a ${typeof value}`;

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

/** Which name or value of a change none of the seed's options has; undefined when all is as it should be. */
export function wrongIn(seed: number, change: OptionsChange): string | undefined {
  const wrong = (options: Readonly<Record<string, unknown>>, part: OptionsChange, path: string): string | undefined => {
    for (const [name, to] of Object.entries(part)) {
      const before = options[name];
      const place = `${path}${name}`;
      if (before === undefined) return `there is no ${place}; there are ${Object.keys(options).join(', ')}`;
      if (kindOf(before) !== kindOf(to)) return `${place} is ${kindOf(before)}, not ${JSON.stringify(to)}`;
      const inside = isPlain(before) && isPlain(to) ? wrong(before, to, `${place}.`) : undefined;
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  return wrong({ ...optionsOf(seed) }, change, '');
}
