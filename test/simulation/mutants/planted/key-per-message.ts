import type { Mutant } from '../mutant.ts';

export const keyPerMessage: Mutant = {
  name: 'key-per-message',
  standsFor: 'messages of one stream on several partitions: they come in any order',
  patches: [
    {
      module: 'packages/runtime/src/messages',
      from: 'key: message.partitionkey',
      to: 'key: message.id',
    },
  ],
};
