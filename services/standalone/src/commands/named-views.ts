import type { CollectionDefinition, Views } from '@huitang/runtime';

/** Views that remember the name of every collection they gave out. */
export function namedViews(views: Views): {
  readonly views: Views;
  readonly nameOf: (collection: object) => string | undefined;
} {
  const names = new Map<object, string>();
  return {
    views: {
      collection<T extends object>(definition: CollectionDefinition) {
        const collection = views.collection<T>(definition);
        names.set(collection, definition.name);
        return collection;
      },
    },
    // Undefined for what stands for a collection and keeps it when a group starts again: it is not rebuilt.
    nameOf: (collection) => names.get(collection),
  };
}
