import { type Collection, type CollectionDefinition, Fault, type Views } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import type { Server } from '../server.ts';
import { faulting } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { byIdCollection } from './by-id.ts';
import { openCollection, type ViewStore } from './collection.ts';
import { dropOutdated, type Generation, generationModel, newestOf } from './generations.ts';
import { guardFor } from './guard.ts';

export interface OpenViews {
  readonly views: Views;
  /** Makes every collection asked for so far be there, and rejects when an index is not. */
  verify(): Promise<void>;
}

interface Known {
  readonly asked: string;
  readonly collection: unknown;
  verify(): Promise<void>;
}

const open = <T extends object>(store: ViewStore, definition: CollectionDefinition) =>
  definition.byIdOnly
    ? { collection: byIdCollection<T>(store, definition), verify: async () => {} }
    : openCollection<T>(store, definition);

/** Read models of one service; what was defined before is read first, because `isNew` is answered at once. */
export async function openViews(database: Connection, server: Server, writing: Writing): Promise<OpenViews> {
  const generations = generationModel(database);
  const newest = await faulting(async () => newestOf(await generations.find().lean<Generation[]>()));
  await faulting(() => dropOutdated(database, newest));
  const store: ViewStore = { database, generations, newest, guard: guardFor(server), writing };
  const known = new Map<string, Known>();
  const views: Views = {
    collection<T extends object>(definition: CollectionDefinition) {
      const asked = JSON.stringify(definition);
      const earlier = known.get(definition.name);
      if (!earlier) {
        const opened = open<T>(store, definition);
        known.set(definition.name, { asked, ...opened });
        return opened.collection;
      }
      if (earlier.asked !== asked) {
        const message = `collection ${definition.name} is in use with another definition`;
        throw new Fault('invalid-definition', message, { retriable: false });
      }
      // A name stands for one type, so this is what the first call made.
      return earlier.collection as Collection<T>;
    },
  };
  return {
    views,
    async verify() {
      for (const one of known.values()) await one.verify();
    },
  };
}
