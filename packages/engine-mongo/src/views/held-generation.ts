import type { CollectionGeneration } from '@huitang/runtime';
import { once } from '../once.ts';
import { faulting } from '../storage-fault.ts';
import { type Generation, generationFor, renewedGeneration, use } from './generations.ts';
import type { ViewStore } from './view-store.ts';

const SAY_EVERY_MS = 60 * 60_000;

/** A collection's generation as this process has it: found, or made, when it is first asked for. */
export interface HeldGeneration<T> {
  /** Calls with what was opened. */
  on<R>(call: (opened: T) => Promise<R>): Promise<R>;
  /** Says, now and then, that it is in use still. */
  stillUsed(): Promise<void>;
  /** The port's view of it. */
  readonly generation: CollectionGeneration;
}

export function holdGeneration<T>(
  { generations, clock }: ViewStore,
  name: string,
  definition: string,
  open: (generation: Generation) => Promise<T>,
): HeldGeneration<T> {
  let saidAt = 0;
  const find = () =>
    once(() =>
      faulting(async () => {
        saidAt = clock.now();
        const generation = await generationFor(generations, name, definition, saidAt);
        return { generation, opened: await open(generation) };
      }),
    );
  let held = find();
  return {
    async on(call) {
      const { opened } = await held();
      return faulting(() => call(opened));
    },
    async stillUsed() {
      if (clock.now() - saidAt < SAY_EVERY_MS) return;
      const { generation } = await held();
      const now = clock.now();
      await faulting(() => use(generations, generation, now));
      saidAt = now;
    },
    generation: {
      name: async () => (await held()).generation._id,
      async renew() {
        await faulting(() => renewedGeneration(generations, name, definition, clock.now()));
        held = find();
      },
    },
  };
}
