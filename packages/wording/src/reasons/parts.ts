/** What a reason's sentence is made of. */
export interface Parts {
  /** The resource it is about, by name. */
  readonly name: string;
  /** One of its values as text; empty when it is not there. */
  readonly value: (key: string) => string;
}

/** By reason code. */
export type Sentences = Readonly<Record<string, (parts: Parts) => string>>;
