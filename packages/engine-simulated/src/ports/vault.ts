import { checkedKey, type Vault } from '@huitang/runtime';
import { placeOf, type Table } from '../durable/table.ts';
import type { Caller } from '../storage/calls.ts';
import type { Storage } from '../storage/storage.ts';

export type VaultRows = Table<Readonly<Record<string, string>>>;

export function vault(caller: Caller, storage: Storage, rows: VaultRows): Vault {
  const keyOf = (subject: string): string => `vault/${subject}`;
  return {
    get: (subject) =>
      storage.read(caller, {
        what: 'vault.get',
        key: subject,
        of: keyOf(subject),
        effect() {
          const fields = rows.get(subject);
          return fields && { ...fields };
        },
      }),
    async put(subject, fields) {
      checkedKey(subject);
      const added = { ...fields };
      await storage.write(caller, {
        what: 'vault.put',
        key: subject,
        writes: keyOf(subject),
        effect: () => rows.set(subject, { ...rows.get(subject), ...added }),
      });
    },
    subjects: (prefix, limit, after = '') =>
      storage.read(caller, {
        what: 'vault.subjects',
        key: prefix,
        effect() {
          const keys = rows.keys();
          const from = placeOf(keys, after > prefix ? after : prefix);
          const found = keys.slice(from).filter((key) => key.startsWith(prefix) && key > after);
          return found.slice(0, limit);
        },
      }),
    erase: (subject) =>
      storage.write(caller, {
        what: 'vault.erase',
        key: subject,
        writes: keyOf(subject),
        effect: () => rows.delete(subject),
      }),
  };
}
