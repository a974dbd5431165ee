/** Where the change that a document shows stands in the stream it comes from. */
export interface SourcePosition {
  readonly stream: string;
  readonly version: number;
  readonly index: number;
}

export type Scalar = string | number | boolean;

/**
 * A read model's shape. `fields` are the top-level properties one may filter and sort by: scalars, or lists of scalars
 * (for `contains`). `indexes` name them in the order of use; a list field may only come first, and only once.
 */
export interface CollectionDefinition {
  /** kebab-case, unique on the platform: `calendar-entries`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, 'text' | 'number' | 'boolean' | 'texts'>>;
  readonly indexes: readonly (readonly string[])[];
  /** Asked for by id alone; `find` is refused, and an engine may keep such documents in a cheaper way. */
  readonly byIdOnly?: true;
  /** With generations: what the documents hang on. Said of something else, it is another definition. */
  readonly of?: string;
}

export type Condition =
  | Scalar
  | { readonly in: readonly Scalar[] }
  | {
      readonly gte?: string | number;
      readonly gt?: string | number;
      readonly lt?: string | number;
      readonly lte?: string | number;
    }
  | { readonly contains: string };

export interface Query {
  /** All must hold. */
  readonly where?: Readonly<Record<string, Condition>>;
  /** Ties are broken by id, ascending. */
  readonly sort?: readonly (readonly [field: string, direction: 'asc' | 'desc'])[];
  /** At most 10,000; default 100. */
  readonly limit?: number;
  /** From the page before, with the same `where` and `sort`. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

/**
 * Where processes of different versions run side by side, each definition has documents of its own: so a new version fills
 * its own from nothing while the one before goes on to show and to change what it has, and comes back to it when somebody
 * takes the new one back. What tells how far documents have come goes by their generation.
 */
export interface CollectionGeneration {
  /**
   * `<collection>@<number>`, never given to another; the same in every process that opens the same definition. Opens it, so
   * it is in use.
   */
  name(): Promise<string>;
  /** Whoever opens the definition from now on, this process too, begins with none; those who have it open go on. */
  renew(): Promise<void>;
}

/** A document, and where the change that it shows stands. */
export interface PlacedDocument<T> {
  readonly id: string;
  readonly document: T;
  readonly at: SourcePosition;
}

/**
 * Documents that can be rebuilt from events. Each belongs to one source stream; a change that is not after the one
 * shown leaves the document as it is (`false`), also when it was removed, so redelivery and replay are harmless.
 */
export interface Collection<T> {
  /**
   * True from when its definition is new or changed until `clear`: its consumer must start from the beginning. Never with
   * generations, where whatever hangs on a new one is new too.
   */
  readonly isNew: boolean;
  /** Absent where one process has all there is, and a changed definition takes the place of the one before. */
  readonly generation?: CollectionGeneration;
  get(id: string): Promise<T | undefined>;
  put(id: string, document: T, at: SourcePosition): Promise<boolean>;
  /** As many a `put`, in any order, in one call where the database has one. Where it rejects, some may have been put. */
  putAll(documents: readonly PlacedDocument<T>[]): Promise<void>;
  remove(id: string, at: SourcePosition): Promise<boolean>;
  find(query: Query): Promise<Page<T>>;
  /** Forgets everything, tombstones too: the start of a rebuild. */
  clear(): Promise<void>;
}

export interface Views {
  /** The same definition gives the same collection; a changed one is made anew, empty, and says so by `isNew` or by its generation. */
  collection<T extends object>(definition: CollectionDefinition): Collection<T>;
}
