import type { Mutant } from '../mutant.ts';

export const ifMatchIgnored: Mutant = {
  name: 'if-match-ignored',
  standsFor: 'a change that overwrites what its sender had not seen',
  patches: [
    {
      module: 'packages/runtime/src/http/if-match',
      from: "return number === undefined ? 'malformed' : Number(number);",
      to: "return number === undefined ? 'malformed' : undefined;",
    },
  ],
};
