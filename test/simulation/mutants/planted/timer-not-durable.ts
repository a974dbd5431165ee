import type { RecordOptions, RecordSet, Records, StoredRecord } from '@huitang/runtime';
import type { Mutant } from '../mutant.ts';

const TIMERS = 'notification-deliveries';

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
    get: async (key) => rows.get(key)?.value,
    put: async (key, value, options) => keep(key, value, options),
    due: async (now, limit) =>
      [...rows.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now).slice(0, limit),
    list: async (prefix) => [...rows.values()].filter(({ key }) => key.startsWith(prefix)),
  };
}

const forgetful = (records: Records): Records => ({
  ...records,
  set: <T extends object>(name: string) => (name === TIMERS ? inMemory(records.set<T>(name)) : records.set<T>(name)),
});

export const timerNotDurable: Mutant = {
  name: 'timer-not-durable',
  standsFor: 'reminders in setTimeout: what is due later is gone with the process',
  stage: { plant: (platform) => ({ ...platform, records: forgetful(platform.records) }) },
};
