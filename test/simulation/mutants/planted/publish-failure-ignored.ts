import type { Mutant } from '../mutant.ts';

export const publishFailureIgnored: Mutant = {
  name: 'publish-failure-ignored',
  standsFor: 'a relay that clears its mark although the bus has not taken the message: an event is skipped',
  stage: {
    plant: (platform) => ({
      ...platform,
      bus: { ...platform.bus, publish: (messages) => platform.bus.publish(messages).catch(() => undefined) },
    }),
  },
};
