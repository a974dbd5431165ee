import { type Clock, type Collection, type CollectionDefinition, Fault, type Views } from '@huitang/runtime';
import type { Connection } from 'mongoose';
import type { Server } from '../server.ts';
import { faulting } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { byIdCollection } from './by-id.ts';
import { type OpenCollection, openCollection } from './collection.ts';
import { generationModel } from './generations.ts';
import { guardFor } from './guard.ts';
import { dropOutdated } from './outdated.ts';
import type { ViewStore } from './view-store.ts';

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

const open = <T extends object>(store: ViewStore, definition: CollectionDefinition): OpenCollection<T> =>
  definition.byIdOnly ? byIdCollection<T>(store, definition) : openCollection<T>(store, definition);

/** Read models of one service. */
export async function openViews(
  database: Connection,
  server: Server,
  writing: Writing,
  clock: Clock,
): Promise<OpenViews> {
  const generations = generationModel(database);
  await faulting(() => dropOutdated(database, generations, clock.now()));
  const store: ViewStore = { database, generations, guard: guardFor(server, writing), writing, clock };
  const known = new Map<string, Known>();
  const views: Views = {
    collection<T extends object>(definition: CollectionDefinition) {
      const { name, of } = definition;
      const asked = JSON.stringify(definition);
      const key = of === undefined ? name : `${name} of ${of}`;
      const earlier = known.get(key);
      if (!earlier) {
        const opened = open<T>(store, definition);
        known.set(key, { asked, ...opened });
        return opened.collection;
      }
      if (earlier.asked !== asked) {
        const message = `collection ${name} is in use with another definition`;
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
