import { notWhole } from './unreadable.ts';

/** Far more than any commit may have; a file that is something else does not fill the memory. */
const LINE_BYTES_MAX = 64 * 1_048_576;
const LINE_FEED = 0x0a;

export interface NumberedLine {
  /** 1 for the first. */
  readonly number: number;
  /** With its line feed. */
  readonly bytes: Buffer;
}

/** What is left when the file ends without a line feed. The first line is shown as it is: it may be of any other file. */
function* rest(pieces: readonly Buffer[], number: number): Generator<NumberedLine> {
  const bytes = Buffer.concat(pieces);
  if (bytes.length === 0) return;
  if (number > 1) throw notWhole(`it ends in the middle of line ${number}`);
  yield { number, bytes };
}

/**
 * The lines of a file, cut at line feeds alone: text in JSON may have any other separator in it. Throws when the file
 * ends in the middle of one.
 */
export async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of chunks) {
    let left = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = left.indexOf(LINE_FEED); at >= 0; at = left.indexOf(LINE_FEED)) {
      yield { number, bytes: Buffer.concat([...pieces, left.subarray(0, at + 1)]) };
      left = left.subarray(at + 1);
      pieces = [];
      length = 0;
      number += 1;
    }
    pieces.push(left);
    length += left.length;
    if (length > LINE_BYTES_MAX) throw notWhole(`line ${number} does not end`);
  }
  yield* rest(pieces, number);
}
