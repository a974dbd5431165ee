import type { Commit, RecordSet, Records, StoredRecord, Vault } from '@huitang/runtime';
import { MemoryLog, sampleCommit } from '@huitang/runtime/conformance';
import type { ExportSource } from '../src/export-to.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function memorySet<T>(entries: Map<string, StoredRecord<T>>): RecordSet<T> {
  const set: RecordSet<T> = {
    async insertIfAbsent(key, value, options = {}) {
      if (entries.has(key)) return false;
      await set.put(key, value, options);
      return true;
    },
    get: async (key) => entries.get(key)?.value,
    async put(key, value, options = {}) {
      entries.set(key, { key, value: JSON.parse(JSON.stringify(value)), ...options });
    },
    async compareAndSet(key, expected, value, options = {}) {
      if (JSON.stringify(entries.get(key)?.value) !== JSON.stringify(expected)) return false;
      await set.put(key, value, options);
      return true;
    },
    async remove(key) {
      entries.delete(key);
    },
    due: async () => [],
    list: async (prefix, limit, after = '') =>
      [...entries.values()]
        .filter(({ key }) => key.startsWith(prefix) && key > after)
        .sort((a, b) => compare(a.key, b.key))
        .slice(0, limit),
    expire: async () => 0,
  };
  return set;
}

export function memoryRecords(): Records {
  // biome-ignore lint/suspicious/noExplicitAny: a set's name stands for its type
  const sets = new Map<string, Map<string, StoredRecord<any>>>();
  return {
    set<T extends object>(name: string) {
      const entries = sets.get(name) ?? new Map<string, StoredRecord<T>>();
      sets.set(name, entries);
      return memorySet<T>(entries);
    },
    sets: async () => [...sets].flatMap(([name, { size }]) => (size > 0 ? [name] : [])).sort(compare),
  };
}

export function memoryVault(): Vault {
  const subjects = new Map<string, Readonly<Record<string, string>>>();
  return {
    get: async (subject) => subjects.get(subject),
    async put(subject, fields) {
      subjects.set(subject, { ...subjects.get(subject), ...fields });
    },
    subjects: async (prefix, limit, after = '') =>
      [...subjects.keys()]
        .filter((key) => key.startsWith(prefix) && key > after)
        .sort(compare)
        .slice(0, limit),
    erase: async (subject) => subjects.delete(subject),
  };
}

export interface MemoryTruth extends ExportSource {
  log(service: string): MemoryLog;
}

/** An empty place in memory; with `apart`, each service has a store of Records of its own. */
export function memoryTruth({
  services = ['scheduling', 'notification'],
  appendsInOrder = true,
  apart = false,
} = {}): MemoryTruth {
  const logs = new Map(services.map((service) => [service, new MemoryLog({ appendsInOrder })]));
  const shared = memoryRecords();
  const stores = new Map(services.map((service) => [service, apart ? memoryRecords() : shared]));
  return {
    place: 'the test',
    services,
    log(service) {
      const log = logs.get(service);
      if (!log) throw new Error(`no log of ${service}`);
      return log;
    },
    records: (service) => stores.get(service) ?? shared,
    vault: memoryVault(),
    installation: { uidDomain: 'old.example', publicUrl: 'https://old.example', version: '0.1.0' },
    clock: { now: () => Date.parse('2026-07-01T00:00:00Z') },
  };
}

/** A stream's commits from its first on, each upon the one before it. */
export const streamOf = (stream: string, length: number, more: Partial<Commit> = {}): readonly Commit[] =>
  Array.from({ length }, (_, index) => index + 1).map((version) => ({
    ...sampleCommit(stream, version),
    ...(version % 3 === 0 && { events: [{ type: 'SomethingPrivate', data: null }] }),
    commandId: `${stream}/${version}`,
    ...(version > 1 && { follows: `${stream}/${version - 1}` }),
    ...more,
  }));

/** Fills a place with a little of everything. */
export async function fill(truth: MemoryTruth): Promise<void> {
  for (const commit of [...streamOf('activity/a', 4), ...streamOf('activity/b', 2)]) {
    await truth.log('scheduling').append(commit);
  }
  for (const commit of streamOf('delivery/x', 1, { traceparent: 'trace' }))
    await truth.log('notification').append(commit);
  await truth.log('scheduling').markPublished([{ stream: 'activity/a', version: 1 }]);
  await truth.vault.put('organization/branch', { name: '第一党支部\u2028', email: 'branch@example.org' });
  const deliveries = truth.records('notification').set('notification-deliveries');
  await deliveries.put('a/1/confirmed', { state: 'delivered' });
  await deliveries.put('a/1/reminder', { state: 'planned' }, { dueAt: 5 });
  await truth.records('scheduling').set('http-idempotency').put('k', { hash: 'h' }, { expiresAt: 9e12 });
}
