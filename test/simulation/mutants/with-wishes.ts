import type { Platform } from '@huitang/runtime';

const REACTIONS = 'room-allocation.reactions';

const isWish = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === 'ActivityProposed';

/** A platform on which room-allocation meets a wish in another way: `answer` is what it does about one. */
export const withWishes =
  (meet: (answer: () => Promise<void>, platform: Platform) => Promise<void>) =>
  (platform: Platform): Platform => ({
    ...platform,
    bus: {
      ...platform.bus,
      subscribe: (group, topics, handler, options) =>
        platform.bus.subscribe(
          group,
          topics,
          group === REACTIONS
            ? (body) => (isWish(body) ? meet(() => handler(body), platform) : handler(body))
            : handler,
          options,
        ),
    },
  });
