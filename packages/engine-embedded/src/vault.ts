import { checkedKey, endOfPrefix, type Vault } from '@huitang/runtime';
import type { Store } from './store.ts';

const fieldsOf = (row: { fields: string } | undefined): Record<string, string> | undefined =>
  // The column holds what put() wrote: text by field.
  row && (JSON.parse(row.fields) as Record<string, string>);

const vaultKey = (subject: string): string => `vault/${subject}`;

export function vault(store: Store, cutLog: () => Promise<void>): Vault {
  const { sql } = store;
  const get = sql.prepare<{ fields: string }>('SELECT fields FROM vault WHERE subject = ?');
  const put = sql.prepare('INSERT OR REPLACE INTO vault (subject, fields) VALUES (?, ?)');
  const erase = sql.prepare('DELETE FROM vault WHERE subject = ?');
  const list = sql.prepare<{ subject: string }>(
    'SELECT subject FROM vault WHERE subject >= max(?1, ?2) AND subject <> ?2 AND subject < ?3 ORDER BY subject LIMIT ?4',
  );
  return {
    get: (subject) => store.read(() => fieldsOf(get.get([subject])), vaultKey(subject)),
    async put(subject, fields) {
      checkedKey(subject);
      const added = { ...fields };
      await store.write(
        () => put.run([subject, JSON.stringify({ ...fieldsOf(get.get([subject])), ...added })]),
        vaultKey(subject),
      );
    },
    subjects: (prefix, limit, after = '') =>
      store.read(() => list.all([prefix, after, endOfPrefix(prefix), limit]).map(({ subject }) => subject)),
    async erase(subject) {
      const wasThere = await store.write(() => erase.run([subject]) > 0);
      // Earlier copies of the page may stand in the write-ahead log; also when it was erased before, and that not cut.
      await cutLog();
      return wasThere;
    },
  };
}
