import type { RecordOptions, Records, StoredRecord } from '@huitang/runtime';

/** The plainest thing that keeps the promises of Records; nothing in it expires. */
export function memoryRecords(): Records {
  const all = new Map<string, Map<string, StoredRecord<object>>>();
  return {
    set<T extends object>(name: string) {
      const stored = (all.get(name) ?? new Map()) as Map<string, StoredRecord<T>>;
      all.set(name, stored);
      const inOrder = () => [...stored.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
      const write = (key: string, value: T, options: RecordOptions = {}): void => {
        stored.set(key, { key, value, ...options });
      };
      return {
        async insertIfAbsent(key, value: T, options) {
          if (stored.has(key)) return false;
          write(key, value, options);
          return true;
        },
        get: async (key) => stored.get(key)?.value,
        put: async (key, value: T, options) => write(key, value, options),
        async compareAndSet(key, expected: T, value: T, options) {
          if (JSON.stringify(stored.get(key)?.value) !== JSON.stringify(expected)) return false;
          write(key, value, options);
          return true;
        },
        remove: async (key) => void stored.delete(key),
        due: async (now, limit) =>
          inOrder()
            .filter(({ dueAt }) => dueAt !== undefined && dueAt <= now)
            .slice(0, limit),
        list: async (prefix, limit, after = '') =>
          inOrder()
            .filter(({ key }) => key.startsWith(prefix) && key > after)
            .slice(0, limit),
        expire: async () => 0,
      };
    },
    sets: async () => [...all.keys()],
  };
}
