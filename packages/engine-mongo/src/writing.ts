import type { Server } from './server.ts';

/** Runs a change of one database, when its turn comes. */
export type Writing = <T>(change: () => Promise<T>) => Promise<T>;

const atOnce: Writing = (change) => change();

/** One after the other, in the order of the calls. */
export function oneAtATime(): Writing {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const mine = last.then(change);
    // Whoever asked for it hears that it failed; the next one is another change.
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * MongoDB is given every change at once. FerretDB keeps a database in one SQLite file, which has one writer: several are
 * told to wait and come again, and now and then one of them waits for ten seconds and more. What FerretDB reads, changes
 * and writes back is also safe from other changes of this process then.
 */
export const writingTo = ({ oneWriter }: Server): Writing => (oneWriter ? oneAtATime() : atOnce);
