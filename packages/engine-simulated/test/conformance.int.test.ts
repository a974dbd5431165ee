import type { StorageKind } from '@huitang/engine-simulated';
import {
  eventBusConformance,
  eventLogConformance,
  recordsConformance,
  vaultConformance,
  viewsConformance,
} from '@huitang/runtime/conformance';
import { harnessFor } from './open-world.ts';

for (const storage of ['one-file', 'servers'] satisfies StorageKind[]) {
  const name = `simulated ${storage}`;
  eventLogConformance(
    name,
    harnessFor(storage, (platform) => platform.log('scheduling')),
    { publishes: storage === 'one-file' },
  );
  eventBusConformance(
    name,
    harnessFor(storage, ({ bus }) => bus),
    { isComplete: storage === 'one-file' },
  );
  viewsConformance(
    name,
    harnessFor(storage, ({ views }) => views),
  );
  recordsConformance(
    name,
    harnessFor(storage, ({ records }) => records),
  );
  vaultConformance(
    name,
    harnessFor(storage, ({ vault }) => vault),
  );
}
