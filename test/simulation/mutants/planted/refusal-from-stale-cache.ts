import type { Mutant } from '../mutant.ts';

export const refusalFromStaleCache: Mutant = {
  name: 'refusal-from-stale-cache',
  standsFor: 'no second look before a refusal: what another instance has decided meanwhile is not seen',
  patches: [
    {
      module: 'packages/runtime/src/executor/attempt',
      from: '(await refresh(context, request.stream, live))',
      to: '(await false)',
    },
  ],
};
