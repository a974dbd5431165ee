import type { Platform, RecordOptions, RecordSet, Records, StoredRecord } from '@huitang/runtime';

/** Kept by this process alone, and only as long as it lives. */
function inMemory<T extends object>(set: RecordSet<T>): RecordSet<T> {
  const rows = new Map<string, StoredRecord<T>>();
  const keep = (key: string, value: T, options: RecordOptions = {}): void =>
    void rows.set(key, { key, value, ...options });
  return {
    ...set,
    async insertIfAbsent(key, value, options) {
      if (rows.has(key)) return false;
      keep(key, value, options);
      return true;
    },
    async compareAndSet(key, expected, value, options) {
      if (JSON.stringify(rows.get(key)?.value) !== JSON.stringify(expected)) return false;
      keep(key, value, options);
      return true;
    },
    async remove(key) {
      rows.delete(key);
    },
    get: async (key) => rows.get(key)?.value,
    put: async (key, value, options) => keep(key, value, options),
    due: async (now, limit) =>
      [...rows.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now).slice(0, limit),
    list: async (prefix) => [...rows.values()].filter(({ key }) => key.startsWith(prefix)),
  };
}

/** A platform on which one set of Records is forgotten with the process. */
export const forgetfulOf =
  (timers: string) =>
  (platform: Platform): Platform => {
    const { records } = platform;
    const forgetful: Records = {
      ...records,
      set: <T extends object>(name: string) =>
        name === timers ? inMemory(records.set<T>(name)) : records.set<T>(name),
    };
    return { ...platform, records: forgetful };
  };
