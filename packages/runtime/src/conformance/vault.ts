import { describe, expect, test } from '@jest/globals';
import type { Vault } from '../ports/vault.ts';
import { type OpenHarness, useHarness } from './harness.ts';

/** Every promise of Vault, for the vault that `open` gives. */
export function vaultConformance(name: string, open: OpenHarness<Vault>): void {
  describe(`Vault on ${name}`, () => {
    const { port, reopen } = useHarness(open);

    test('put() sets the fields given and leaves the others', async () => {
      expect(await port().get('organization/a')).toBeUndefined();
      await port().put('organization/a', { name: '天平街道\0', email: 'a@example.org' });
      await port().put('organization/a', { email: 'b@example.org', language: 'zh' });
      const expected = { name: '天平街道\0', email: 'b@example.org', language: 'zh' };
      expect(await port().get('organization/a')).toEqual(expected);
      expect(await (await reopen()).get('organization/a')).toEqual(expected);
    });

    test('fields put at once are all kept', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `field${index}`);
      await Promise.all(names.map((field) => port().put('person/a', { [field]: field })));
      expect(await port().get('person/a')).toEqual(Object.fromEntries(names.map((field) => [field, field])));
    });

    test('what is handed out is a copy', async () => {
      await port().put('person/a', { name: 'A' });
      const first: Record<string, string> = { ...(await port().get('person/a')) };
      first.name = 'B';
      expect(await port().get('person/a')).toEqual({ name: 'A' });
    });

    test('after erase() nothing is left of the subject, and of the others everything', async () => {
      await port().put('person/a', { name: 'A' });
      await port().put('person/b', { name: 'B' });
      expect(await port().erase('person/a')).toBe(true);
      expect(await port().erase('person/a')).toBe(false);
      expect(await port().get('person/a')).toBeUndefined();
      expect(await port().get('person/b')).toEqual({ name: 'B' });
      await port().put('person/a', { email: 'new@example.org' });
      expect(await port().get('person/a')).toEqual({ email: 'new@example.org' });
    });

    test('subjects() pages through a prefix in ascending order', async () => {
      for (const subject of ['person/b', 'person/a', 'person/c', 'person', 'personal/a', 'organization/a']) {
        await port().put(subject, { name: subject });
      }
      expect(await port().subjects('person/', 2)).toEqual(['person/a', 'person/b']);
      expect(await port().subjects('person/', 2, 'person/b')).toEqual(['person/c']);
      expect(await port().subjects('', 10)).toHaveLength(6);
    });
  });
}
