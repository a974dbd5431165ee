import type { Collection, PlacedDocument } from '@huitang/runtime';

/** Changes that are asked for at once share a commit, so that many cost hardly more than one. */
export async function putEach<T>(put: Collection<T>['put'], documents: readonly PlacedDocument<T>[]): Promise<void> {
  await Promise.all(documents.map(({ id, document, at }) => put(id, document, at)));
}
