import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { type Content, Contents, FORMAT, FORMAT_VERSION, Header, Line, type Trailer } from './format.ts';
import { linesIn, type NumberedLine } from './lines-in.ts';
import { tallyOf } from './tally.ts';
import { notAnExport, notAsWritten, notWhole, otherVersion } from './unreadable.ts';

/** A file from its first line to its last: where it comes from, what moves, what was counted. */
export type Entry = Header | Content | Trailer;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** The first thing that is wrong, with its place: `commit.version: Invalid input …`. */
function firstOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue ? `${issue.path.join('.') || 'the line'}: ${issue.message}` : 'it is of another shape';
}

function headerIn({ bytes }: NumberedLine): Header {
  const json = jsonOf(bytes);
  if (json === undefined) throw notAnExport('line 1 is not JSON');
  if (!isObject(json) || json.format !== FORMAT) throw notAnExport('line 1 is not its header');
  if (json.version !== FORMAT_VERSION) throw otherVersion(json.version, FORMAT_VERSION);
  const header = Header.safeParse(json);
  if (!header.success) throw notAsWritten(`line 1, ${firstOf(header.error)}`);
  return header.data;
}

function lineIn({ bytes, number }: NumberedLine): Line {
  const json = jsonOf(bytes);
  if (json === undefined) throw notAsWritten(`line ${number} is not JSON`);
  const line = Line.safeParse(json);
  if (!line.success) throw notAsWritten(`line ${number}, ${firstOf(line.error)}`);
  return line.data;
}

function checkCounted(counted: Contents, trailer: Trailer): void {
  if (!isDeepStrictEqual(counted, Contents.strip().parse(trailer))) {
    throw notAsWritten('it has other lines than its last one counts');
  }
}

/**
 * Reads a file to its end. Every line is checked by its schema, the whole by its hash and its counts: whoever has got
 * the trailer has read what was written. Throws a `Fault` that says what is wrong, in one sentence.
 */
export async function* entriesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const hash = createHash('sha256');
  let tally: ReturnType<typeof tallyOf> | undefined;
  let trailer: Trailer | undefined;
  for await (const numbered of linesIn(chunks)) {
    if (trailer) throw notAsWritten('something follows its last line');
    if (!tally) {
      const header = headerIn(numbered);
      tally = tallyOf(header.services);
      yield header;
    } else {
      const line = lineIn(numbered);
      if (line.kind === 'trailer') {
        trailer = line;
        continue;
      }
      tally.add(line);
      yield line;
    }
    hash.update(numbered.bytes);
  }
  if (!tally) throw notAnExport('it is empty');
  if (!trailer) throw notWhole('its last line is missing');
  if (trailer.sha256 !== hash.digest('hex'))
    throw notAsWritten('its lines are not those that its last one vouches for');
  checkCounted(tally.contents(), trailer);
  yield trailer;
}
