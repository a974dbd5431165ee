import { isRetriable } from '@huitang/runtime';
import type { Mutant } from '../mutant.ts';

export const poisonSwallowed: Mutant = {
  name: 'poison-swallowed',
  standsFor: 'catch and go on: what cannot be handled is dropped, and nobody ever hears of it',
  stage: {
    plant: ({ bus, ...platform }) => ({
      ...platform,
      bus: {
        ...bus,
        subscribe(group, topics, handler, options) {
          const swallowing = (body: unknown) =>
            handler(body).catch((error: unknown) => {
              if (isRetriable(error)) throw error;
            });
          return bus.subscribe(group, topics, swallowing, options);
        },
      },
    }),
  },
};
