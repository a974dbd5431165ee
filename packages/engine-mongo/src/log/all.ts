import { type CommitPage, Fault } from '@huitang/runtime';
import { trusted } from 'mongoose';
import { faulting } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { type CommitDocument, commitOf } from './commit-document.ts';
import type { CommitModel } from './commits.ts';
import { type PlaceDocument, type PlaceModel, placeBatch } from './places.ts';

function parseCursor(cursor: string | undefined): number {
  const place = Number(cursor ?? 0);
  if (Number.isSafeInteger(place) && place >= 0) return place;
  throw new Fault('invalid-cursor', `a cursor of this log is a whole number, not ${cursor}`, { retriable: false });
}

async function pageAfter(commits: CommitModel, places: PlaceModel, place: number, limit: number): Promise<CommitPage> {
  const next = places.find({ _id: trusted({ $gt: place }) }).sort({ _id: 1 });
  const placed = await next.limit(limit).lean<PlaceDocument[]>();
  const keys = placed.map(({ commit }) => commit);
  const found = keys.length > 0 ? await commits.find({ _id: trusted({ $in: keys }) }).lean<CommitDocument[]>() : [];
  const byKey = new Map(found.map((document) => [document._id, document]));
  const shown = keys.map((key) => {
    const document = byKey.get(key);
    if (!document) throw new Fault('commit-missing', `commit ${key} has been removed`, { retriable: false });
    return commitOf(document);
  });
  return { commits: shown, cursor: String(placed.at(-1)?._id ?? place) };
}

const ROUNDS_MAX = 10;

/**
 * Reads everything by place. No time and no order of keys says what came after what a reader has seen, so commits are
 * given their places when somebody reads: whenever a commit became visible, it has none until then, and is found by that.
 */
export function readAll(
  commits: CommitModel,
  places: PlaceModel,
  writing: Writing,
): (cursor: string | undefined, limit: number) => Promise<CommitPage> {
  return async (cursor, limit) => {
    const place = parseCursor(cursor);
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const page = await faulting(() => pageAfter(commits, places, place, limit));
      if (page.commits.length > 0) return page;
      // Where none is left to be placed, somebody else may have placed the last ones between the two looks.
      if (!(await placeBatch(commits, places, writing)))
        return faulting(() => pageAfter(commits, places, place, limit));
    }
    const message = `commits without a place, and none of them can have one, ${ROUNDS_MAX} times in a row`;
    throw new Fault('storage-unavailable', message, { retriable: true });
  };
}
