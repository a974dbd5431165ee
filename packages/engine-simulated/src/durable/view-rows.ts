import type { CollectionDefinition, SourcePosition } from '@huitang/runtime';
import type { Journal } from './journal.ts';
import { createTable, type Table } from './table.ts';

/** A field that one can sort by; undefined stands for one that the document does not have, and is before everything. */
export type FieldValue = string | number | boolean | readonly string[] | undefined;

/** A document, or with `text` null its tombstone. */
export interface ViewRow {
  readonly id: string;
  readonly source: SourcePosition;
  readonly text: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** A collection as it is stored: each making of it has rows of its own. */
export interface ViewRows {
  /** `<collection>@<number>`. */
  readonly name: string;
  /** JSON of the definition it was made by. */
  readonly definition: string;
  readonly rows: Table<ViewRow>;
  /** True once it has been cleared. */
  begun(): boolean;
  begin(): void;
}

/** All collections of a database. */
export interface ViewStore {
  /** The newest making of a definition, or a first one. */
  of(definition: CollectionDefinition): ViewRows;
  /** Another making of the same definition, empty, for whoever asks from now on. */
  renew(definition: CollectionDefinition): ViewRows;
  /** Every making there ever was, by name, the newest last. */
  all(): readonly ViewRows[];
}

function createViewRows(journal: Journal, name: string, definition: string): ViewRows {
  let isBegun = false;
  return {
    name,
    definition,
    rows: createTable<ViewRow>(journal),
    begun: () => isBegun,
    begin() {
      if (isBegun) return;
      isBegun = true;
      journal.changed(() => {
        isBegun = false;
      });
    },
  };
}

/** `sideBySide`: each definition keeps what it has; otherwise a changed one takes the place of the one before. */
export function createViewStore(journal: Journal, sideBySide: boolean): ViewStore {
  const collections = new Map<string, ViewRows[]>();

  /** For good at once, as the engines make their tables when a collection is asked for. */
  function make({ name }: CollectionDefinition, definition: string): ViewRows {
    const all = collections.get(name) ?? [];
    const made = createViewRows(journal, `${name}@${all.length + 1}`, definition);
    collections.set(name, [...all, made]);
    return made;
  }

  return {
    of(definition) {
      const wanted = JSON.stringify(definition);
      const all = collections.get(definition.name) ?? [];
      const known = (sideBySide ? all : all.slice(-1)).filter((one) => one.definition === wanted).at(-1);
      return known ?? make(definition, wanted);
    },
    renew: (definition) => make(definition, JSON.stringify(definition)),
    all: () => [...collections.values()].flat(),
  };
}

const isAfter = (a: SourcePosition, b: SourcePosition): boolean =>
  a.stream !== b.stream || a.version > b.version || (a.version === b.version && a.index > b.index);

/** Puts a row in the place of an earlier one; false when what is there is not earlier, and then nothing changed. */
export function replaceEarlier({ rows }: ViewRows, row: ViewRow): boolean {
  const before = rows.get(row.id);
  if (before && !isAfter(row.source, before.source)) return false;
  rows.set(row.id, row);
  return true;
}
