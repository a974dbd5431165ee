import type { Mutant } from '../mutant.ts';

export const ifMatchIgnored: Mutant = {
  name: 'if-match-ignored',
  standsFor: 'a change that overwrites what its sender had not seen',
  patches: [
    {
      module: 'packages/runtime/src/http/if-match',
      from: 'return { first: Number(first), ...(second !== undefined && { second: Number(second) }) };',
      to: 'return undefined;',
    },
  ],
};
