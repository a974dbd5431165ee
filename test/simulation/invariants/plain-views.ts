import type { Collection, CollectionDefinition, SourcePosition, Views } from '@huitang/runtime';

interface Row {
  readonly source: SourcePosition;
  readonly text: string | null;
}

const isAfter = (a: SourcePosition, b: SourcePosition): boolean =>
  a.stream !== b.stream || a.version > b.version || (a.version === b.version && a.index > b.index);

function collection<T extends object>(rows: Map<string, Row>): Collection<T> {
  const set = async (id: string, document: T | null, source: SourcePosition): Promise<boolean> => {
    const before = rows.get(id);
    if (before && !isAfter(source, before.source)) return false;
    rows.set(id, { source, text: document && JSON.stringify(document) });
    return true;
  };
  return {
    isNew: false,
    async get(id) {
      const text = rows.get(id)?.text ?? null;
      // What is in the text was a T when it was written.
      return text === null ? undefined : (JSON.parse(text) as T);
    },
    put: set,
    async putAll(documents) {
      for (const { id, document, at } of documents) await set(id, document, at);
    },
    remove: (id, at) => set(id, null, at),
    find: () => Promise.reject(new Error('nobody who rebuilds looks for what there is')),
    async clear() {
      rows.clear();
    },
  };
}

/** Documents as JSON text, by id. */
export type Dump = ReadonlyMap<string, string>;

/** Read models in memory that know no more than how to take what consumers put into them. */
export function plainViews(): { readonly views: Views; dump(name: string): Dump } {
  const all = new Map<string, Map<string, Row>>();
  const rowsOf = (name: string): Map<string, Row> => {
    const rows = all.get(name) ?? new Map<string, Row>();
    all.set(name, rows);
    return rows;
  };
  return {
    views: { collection: <T extends object>({ name }: CollectionDefinition) => collection<T>(rowsOf(name)) },
    dump: (name) => new Map([...rowsOf(name)].flatMap(([id, { text }]) => (text === null ? [] : [[id, text]]))),
  };
}
