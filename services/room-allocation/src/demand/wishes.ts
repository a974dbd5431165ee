import type { Unmet } from './unmet.ts';

/** What makes two askings the same wish: who, what and on which day; the hour may have been tried again. */
function wishKey({ demanded, start, outcome, asker }: Unmet, dateOf: (minute: number) => string): string {
  const { organizationId, kindId, headcount, durationMinutes, needs } = demanded;
  // Nobody signs a search; the same one is told once a day anyway.
  const who = outcome === 'found-nothing' ? asker : organizationId;
  return JSON.stringify([who, kindId, headcount, durationMinutes, needs, dateOf(start)]);
}

/** Of each asker the newest answer, in the order of the rows. */
function newestOf(rows: readonly Unmet[]): Iterable<Unmet> {
  const newest = new Map<string, Unmet>();
  for (const row of rows) {
    const known = newest.get(row.asker);
    if (known && known.revision >= row.revision) continue;
    // In its own place, not in that of the answer before.
    newest.delete(row.asker);
    newest.set(row.asker, row);
  }
  return newest.values();
}

/** Each wish once, of rows by start: of an asker the newest answer, of an organization's repeats of a wish the first hour. */
export function wishesIn(rows: readonly Unmet[], dateOf: (minute: number) => string): readonly Unmet[] {
  const wishes = new Map<string, Unmet>();
  for (const row of newestOf(rows)) {
    const key = wishKey(row, dateOf);
    if (!wishes.has(key)) wishes.set(key, row);
  }
  return [...wishes.values()];
}
