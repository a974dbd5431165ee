import type { RecordOptions, RecordSet, Records, StoredRecord } from '@huitang/runtime';

interface Kept {
  readonly text: string;
  readonly options: RecordOptions;
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function memorySet<T>(kept: Map<string, Kept>): RecordSet<T> {
  const stored = (key: string, { text, options }: Kept): StoredRecord<T> => ({
    key,
    value: JSON.parse(text),
    ...options,
  });
  return {
    async insertIfAbsent(key, value, options = {}) {
      if (kept.has(key)) return false;
      kept.set(key, { text: JSON.stringify(value), options });
      return true;
    },
    async get(key) {
      const found = kept.get(key);
      return found && stored(key, found).value;
    },
    async put(key, value, options = {}) {
      kept.set(key, { text: JSON.stringify(value), options });
    },
    async compareAndSet(key, expected, value, options = {}) {
      if (kept.get(key)?.text !== JSON.stringify(expected)) return false;
      kept.set(key, { text: JSON.stringify(value), options });
      return true;
    },
    async remove(key) {
      kept.delete(key);
    },
    async due(now, limit) {
      return [...kept]
        .filter(([, { options }]) => options.dueAt !== undefined && options.dueAt <= now)
        .sort(([, a], [, b]) => (a.options.dueAt ?? 0) - (b.options.dueAt ?? 0))
        .slice(0, limit)
        .map(([key, value]) => stored(key, value));
    },
    async list(prefix, limit, afterKey = '') {
      return [...kept]
        .filter(([key]) => key.startsWith(prefix) && key > afterKey)
        .sort(([a], [b]) => inOrder(a, b))
        .slice(0, limit)
        .map(([key, value]) => stored(key, value));
    },
    async expire(now) {
      const gone = [...kept].filter(([, { options }]) => options.expiresAt !== undefined && options.expiresAt <= now);
      for (const [key] of gone) kept.delete(key);
      return gone.length;
    },
  };
}

/** Records in memory: they outlive an engine that is opened anew, as those on a server do. */
export function memoryRecords(): Records {
  const sets = new Map<string, Map<string, Kept>>();
  return {
    set(name) {
      const kept = sets.get(name) ?? new Map<string, Kept>();
      sets.set(name, kept);
      return memorySet(kept);
    },
    sets: async () => [...sets].flatMap(([name, kept]) => (kept.size > 0 ? [name] : [])).sort(inOrder),
  };
}
