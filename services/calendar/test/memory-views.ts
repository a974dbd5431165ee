import type { Collection, Condition, Page, Query, SourcePosition, Views } from '@huitang/runtime';

interface Stored {
  readonly document: object | undefined;
  readonly at: SourcePosition;
}

const holds = (value: unknown, condition: Condition): boolean => {
  if (typeof condition !== 'object') return value === condition;
  if ('in' in condition) return condition.in.some((one) => one === value);
  if ('contains' in condition) return Array.isArray(value) && value.includes(condition.contains);
  if (value === undefined || value === null) return false;
  const { gte, gt, lt, lte } = condition;
  const compare = (bound: string | number): number =>
    (value as string) < bound ? -1 : (value as string) > bound ? 1 : 0;
  return (
    (gte === undefined || compare(gte) >= 0) &&
    (gt === undefined || compare(gt) > 0) &&
    (lt === undefined || compare(lt) < 0) &&
    (lte === undefined || compare(lte) <= 0)
  );
};

const isAfter = (a: SourcePosition, b: SourcePosition): boolean =>
  a.version > b.version || (a.version === b.version && a.index > b.index);

function collectionOf<T extends object>(stored: Map<string, Stored>): Collection<T> {
  const write = async (id: string, document: T | undefined, at: SourcePosition): Promise<boolean> => {
    const before = stored.get(id);
    if (before && !isAfter(at, before.at)) return false;
    stored.set(id, { document: document && JSON.parse(JSON.stringify(document)), at });
    return true;
  };
  const compare =
    (query: Query) =>
    (a: [string, object], b: [string, object]): number => {
      for (const [field, direction] of query.sort ?? []) {
        const [x, y] = [(a[1] as Record<string, string>)[field]!, (b[1] as Record<string, string>)[field]!];
        if (x !== y) return (x < y ? -1 : 1) * (direction === 'asc' ? 1 : -1);
      }
      return a[0] < b[0] ? -1 : 1;
    };
  return {
    isNew: false,
    get: async (id) => stored.get(id)?.document as T | undefined,
    put: write,
    async putAll(documents) {
      for (const { id, document, at } of documents) await write(id, document, at);
    },
    remove: (id, at) => write(id, undefined, at),
    async find(query): Promise<Page<T>> {
      const all = [...stored].flatMap(([id, { document }]): [string, object][] => (document ? [[id, document]] : []));
      const fitting = all.filter(([, document]) =>
        Object.entries(query.where ?? {}).every(([field, condition]) =>
          holds((document as Record<string, unknown>)[field], condition),
        ),
      );
      const skip = Number(query.cursor ?? 0);
      const limit = query.limit ?? 100;
      const items = fitting
        .sort(compare(query))
        .slice(skip, skip + limit)
        .map(([, document]) => document as T);
      return { items, ...(fitting.length > skip + limit && { cursor: String(skip + limit) }) };
    },
    clear: async () => stored.clear(),
  };
}

/** The plainest thing that keeps the promises of Views; `dump` for comparing two of them; `fail` makes reads reject. */
export function memoryViews() {
  const all = new Map<string, Map<string, Stored>>();
  const state = { failing: false, reads: 0 };
  const views: Views = {
    collection<T extends object>({ name }: { name: string }) {
      const stored = all.get(name) ?? new Map<string, Stored>();
      all.set(name, stored);
      const collection = collectionOf<T>(stored);
      const reading =
        <A extends unknown[], R>(read: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          state.reads += 1;
          if (state.failing) throw new Error('the store is away');
          return read(...args);
        };
      return { ...collection, get: reading(collection.get), find: reading(collection.find) };
    },
  };
  const dump = (name: string): Record<string, unknown> =>
    Object.fromEntries([...(all.get(name) ?? [])].map(([id, { document }]) => [id, document]).sort());
  return { views, dump, state };
}
