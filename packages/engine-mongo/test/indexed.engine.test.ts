import { eventLogConformance, viewsConformance } from '@huitang/runtime/conformance';
import { expect, test } from '@jest/globals';
import { harnessFor, openAsIndexed, SERVICE } from './open-engine.ts';

// FerretDB is asked in other words than MongoDB, because it finds by `_id` alone. It understands MongoDB's too, only slowly.
eventLogConformance(
  "any server, in MongoDB's words",
  harnessFor(
    (engine) => engine.log(SERVICE),
    () => openAsIndexed(),
  ),
);
test('many that are put in one call are refused, and none is lost silently, where one cannot be stored', async () => {
  const engine = await openAsIndexed();
  try {
    const collection = engine.views.collection<{ n: number }>({ name: 'positions.one', fields: {}, indexes: [] });
    const versions = [1, 'two' as unknown as number];
    const all = versions.map((version, n) => ({ id: `${n}`, document: { n }, at: { stream: 'a', version, index: 0 } }));
    await expect(collection.putAll(all)).rejects.toThrow(/version/);
  } finally {
    await engine.close();
  }
});

viewsConformance(
  "any server, in MongoDB's words",
  harnessFor(
    (engine) => engine.views,
    () => openAsIndexed(),
  ),
);
