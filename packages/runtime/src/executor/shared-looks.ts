import type { Clock } from '../ports/clock.ts';

/** For so long others wait for a look to end before the next begins beside it. */
const PATIENCE_MS = 100;

/**
 * Looks at something that many ask about at once. Each is answered by a look that began after they asked; those who ask
 * while one is under way share the next, so that however many they are, they cost two.
 */
export type SharedLooks<K, T> = (at: K, look: () => Promise<T>) => Promise<T>;

interface Looks<T> {
  readonly begunAt: number;
  /** Resolves, whatever came of it, when the look that began last has ended. */
  readonly ended: Promise<void>;
  /** The next one, which has not begun. */
  next: Promise<T> | undefined;
}

function endedOrTooLong({ begunAt, ended }: Looks<unknown>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(Math.max(0, begunAt + PATIENCE_MS - clock.now()), resolve);
    ended.then(() => {
      callOff();
      resolve();
    });
  });
}

export function sharedLooks<K, T>(clock: Clock): SharedLooks<K, T> {
  const all = new Map<K, Looks<T>>();

  function begin(at: K, look: () => Promise<T>): Promise<T> {
    const looking = look();
    const nothing = (): void => {};
    const looks: Looks<T> = { begunAt: clock.now(), ended: looking.then(nothing, nothing), next: undefined };
    all.set(at, looks);
    looks.ended.then(() => {
      if (all.get(at) === looks && !looks.next) all.delete(at);
    });
    return looking;
  }

  return (at, look) => {
    const looks = all.get(at);
    if (!looks) return begin(at, look);
    looks.next ??= endedOrTooLong(looks, clock).then(() => begin(at, look));
    return looks.next;
  };
}
