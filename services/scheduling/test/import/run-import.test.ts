import { CenterId, OrganizationId } from '@huitang/contracts';
import { createLogger, Fault } from '@huitang/runtime';
import { expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import type { SchedulingContext } from '../../src/context.ts';
import { runImport } from '../../src/import/run-import.ts';

const catalogue = loadCatalogue();
const kind = [...catalogue.kinds.values()][0];

test('what goes wrong with some rows is said of those, and every other one is carried out', async () => {
  if (!kind) throw new Error('the catalogue is empty');
  let loads = 0;
  const context = {
    platform: { logger: createLogger('silent'), clock: { now: () => 0 } },
    catalogue,
    views: { resources: { find: async () => ({ items: [] }) } },
    activities: {
      async load() {
        loads += 1;
        if (loads === 3) throw new Fault('storage-unavailable', 'the disk is full', { retriable: true });
        if (loads === 50) throw new TypeError('a fault of ours');
        return { state: undefined, version: 0, position: null };
      },
    },
  };
  const rows = Array.from({ length: 100 }, (_, index) => ({
    line: index + 2,
    uid: `${index}`,
    title: `${index}`,
    cancelled: true as const,
  }));
  const target = {
    center: CenterId.parse('tianping'),
    organization: OrganizationId.parse('branch'),
    kind,
    principal: 'demo',
    again: false,
  };
  // No more of it is asked.
  const report = await runImport(context as unknown as SchedulingContext, target, rows);
  expect(report.map(({ line }) => line)).toEqual(rows.map(({ line }) => line));
  expect(report.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    { code: 'not-possible-now', text: { en: expect.stringContaining('again') } },
    { code: 'internal-error' },
  ]);
  expect(report.filter(({ outcome }) => outcome === 'skipped')).toHaveLength(98);
});
