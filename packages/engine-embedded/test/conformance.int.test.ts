import {
  eventBusConformance,
  eventLogConformance,
  recordsConformance,
  vaultConformance,
  viewsConformance,
} from '@huitang/runtime/conformance';
import { harnessFor } from './open-engine.ts';

eventLogConformance(
  'SQLite',
  harnessFor((engine) => engine.log('scheduling')),
  { publishes: true },
);
eventLogConformance(
  'SQLite beside the bus of another engine',
  harnessFor((engine) => engine.log('scheduling'), { relayed: true }),
);
eventBusConformance(
  'SQLite',
  harnessFor((engine) => engine.bus),
  { isComplete: true },
);
viewsConformance(
  'SQLite',
  harnessFor((engine) => engine.views),
);
recordsConformance(
  'SQLite',
  harnessFor((engine) => engine.records),
);
vaultConformance(
  'SQLite',
  harnessFor((engine) => engine.vault),
);
