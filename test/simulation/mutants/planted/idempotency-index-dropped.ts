import type { Mutant } from '../mutant.ts';
import { withLog } from '../with-log.ts';

export const idempotencyIndexDropped: Mutant = {
  name: 'idempotency-index-dropped',
  standsFor: 'no unique index on stream and command: who repeats a command is not known to have sent it before',
  stage: { plant: withLog(() => ({ findCommand: async () => undefined })) },
  patches: [
    {
      module: 'packages/engine-simulated/src/durable/commit-log',
      from: 'const earlier = byCommand.get(commandId);',
      to: 'const earlier = undefined;',
    },
  ],
};
