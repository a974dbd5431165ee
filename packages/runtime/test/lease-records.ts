import type { RecordSet, Records } from '@huitang/runtime';

/** Only what a lease needs. */
export function memoryRecords(): Records {
  const kept = new Map<string, unknown>();
  const set: Pick<RecordSet<object>, 'get' | 'put' | 'insertIfAbsent' | 'remove'> = {
    get: async (key) => kept.get(key) as object | undefined,
    put: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
    async insertIfAbsent(key, value) {
      if (kept.has(key)) return false;
      kept.set(key, value);
      return true;
    },
  };
  return { set: () => set, sets: async () => [] } as unknown as Records;
}
