/** Rooms of a center in pages: a table of hundreds is neither read nor sent in a moment. Numbers count from 1. */
export interface RoomPage {
  readonly number: number;
  readonly pages: number;
  /** The first and the last room on this page. */
  readonly first: number;
  readonly last: number;
  readonly total: number;
  /** Those on this page. */
  readonly ids: ReadonlySet<string>;
}

/** A page beyond the last is the last. */
export function roomPage(ids: readonly string[], size: number, asked = 1): RoomPage {
  const pages = Math.max(1, Math.ceil(ids.length / size));
  const number = Math.min(asked, pages);
  const before = (number - 1) * size;
  const own = ids.slice(before, before + size);
  return { number, pages, first: before + 1, last: before + own.length, total: ids.length, ids: new Set(own) };
}
