import { eventLogConformance, viewsConformance } from '@huitang/runtime/conformance';
import { harnessFor, openAsIndexed, SERVICE } from './open-engine.ts';

// FerretDB is asked in other words than MongoDB, because it finds by `_id` alone. It understands MongoDB's too, only slowly.
eventLogConformance(
  "any server, in MongoDB's words",
  harnessFor(
    (engine) => engine.log(SERVICE),
    () => openAsIndexed(),
  ),
);
viewsConformance(
  "any server, in MongoDB's words",
  harnessFor(
    (engine) => engine.views,
    () => openAsIndexed(),
  ),
);
