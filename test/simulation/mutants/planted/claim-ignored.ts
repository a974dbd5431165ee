import type { Mutant } from '../mutant.ts';

export const claimIgnored: Mutant = {
  name: 'claim-ignored',
  standsFor: 'two workers take up the same mail',
  patches: [
    {
      module: 'services/notification/src/ledger',
      from: 'if (await claims.insertIfAbsent(name, { at }, { expiresAt: at + CLAIM_KEPT_MS }))',
      to: 'if ((await claims.insertIfAbsent(name, { at }, { expiresAt: at + CLAIM_KEPT_MS })) || name)',
    },
  ],
};
