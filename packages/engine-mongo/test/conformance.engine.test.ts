import {
  eventLogConformance,
  recordsConformance,
  vaultConformance,
  viewsConformance,
} from '@huitang/runtime/conformance';
import { harnessFor, SERVICE } from './open-engine.ts';

eventLogConformance(
  'MongoDB',
  harnessFor((engine) => engine.log(SERVICE)),
);
viewsConformance(
  'MongoDB',
  harnessFor((engine) => engine.views),
);
recordsConformance(
  'MongoDB',
  harnessFor((engine) => engine.records),
);
vaultConformance(
  'MongoDB',
  harnessFor((engine) => engine.vault),
);
