import type { Mutant } from '../mutant.ts';

export const keyTakenForTheSame: Mutant = {
  name: 'key-taken-for-the-same',
  standsFor:
    'whoever uses a key again is told that it is done, whatever the body says: acknowledged, and never carried out',
  patches: [
    {
      module: 'packages/runtime/src/executor/attempt',
      from: 'if (earlier.bodyHash === hash)',
      to: 'if (earlier.bodyHash)',
    },
    {
      module: 'packages/runtime/src/http/route',
      from: 'const hash = bodyHash([params.value, query.value, body.value]);',
      to: 'const hash = bodyHash([params.value, query.value]);',
    },
  ],
};
