const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder();

/** A column's bytes, as the drivers give them. */
export type Bytes = ArrayBuffer | Uint8Array;

// Columns that may be damaged are selected as bytes: libsql ends the whole process at text that is not UTF-8.

/** A name that may be damaged, to be shown. */
export const shownText = (bytes: Bytes): string => lenient.decode(bytes);

/** The value of a JSON column; undefined when it is none. What the parser says is left out: it quotes the text. */
export function jsonIn(bytes: Bytes): unknown {
  try {
    return JSON.parse(strict.decode(bytes));
  } catch {
    return undefined;
  }
}
