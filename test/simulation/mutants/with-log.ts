import type { EventLog, Platform } from '@huitang/runtime';

/** A platform whose logs are others in part. */
export const withLog =
  (change: (log: EventLog) => Partial<EventLog>) =>
  (platform: Platform): Platform => ({
    ...platform,
    log(service) {
      const log = platform.log(service);
      return { ...log, ...change(log) };
    },
  });
