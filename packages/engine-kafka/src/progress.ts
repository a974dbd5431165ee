import type { BusHandler, Clock } from '@huitang/runtime';

/** Whether a group comes on. */
export interface Progress {
  /** Something was taken, handled, tried or set aside. */
  moved(): void;
  /** The handler, watched. */
  watched(handler: BusHandler): BusHandler;
  /** Milliseconds since anything moved. */
  silentMs(): number;
  /** How long the handler that runs longest has been running, in milliseconds. */
  handlerMs(): number;
}

export function createProgress(clock: Clock): Progress {
  // Insertion order is the order they were started in.
  const running = new Set<{ readonly since: number }>();
  let movedAt = clock.now();
  const moved = (): void => {
    movedAt = clock.now();
  };
  return {
    moved,
    watched: (handler) => async (body) => {
      const run = { since: clock.now() };
      running.add(run);
      try {
        await handler(body);
      } finally {
        running.delete(run);
        moved();
      }
    },
    silentMs: () => clock.now() - movedAt,
    handlerMs() {
      for (const { since } of running) return clock.now() - since;
      return 0;
    },
  };
}
