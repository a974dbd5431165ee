import type { CollectionDefinition, Views } from '@huitang/runtime';

/** Views that remember the name of every collection they gave out. */
export function namedViews(views: Views): { readonly views: Views; readonly nameOf: (collection: object) => string } {
  const names = new Map<object, string>();
  return {
    views: {
      collection<T extends object>(definition: CollectionDefinition) {
        const collection = views.collection<T>(definition);
        names.set(collection, definition.name);
        return collection;
      },
    },
    nameOf(collection) {
      const name = names.get(collection);
      if (name === undefined) throw new Error('a consumer rebuilds a collection that Views did not give out');
      return name;
    },
  };
}
