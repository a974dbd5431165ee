import { type Entry, entriesIn } from './entries-in.ts';
import type { Contents, Header } from './format.ts';
import { moves } from './record-sets.ts';
import { streamCheck } from './stream-check.ts';
import { notAsWritten, notWhole } from './unreadable.ts';

/** Gives the file's bytes, from the beginning each time: it is read once to be checked and once to be carried out. */
export type OpenExport = () => AsyncIterable<Uint8Array>;

/** A file that has been read to its end and can be carried out. */
export interface CheckedExport {
  readonly header: Header;
  readonly contents: Contents;
  readonly sha256: string;
  readonly open: OpenExport;
}

/** Looks at what schemas do not tell. */
function checkerOf(header: Header): (entry: Entry) => void {
  const checkStream = streamCheck(header.services);
  return (entry) => {
    if (entry.kind === 'commit') checkStream(entry);
    if (entry.kind !== 'record') return;
    if (!moves(entry.set)) throw notAsWritten(`the records ${entry.set} never move`);
  };
}

/**
 * Reads a file to its end, writes nothing, and rejects with what is wrong with it, in one sentence. Memory grows with
 * the number of streams, not with what is in them.
 */
export async function checkExport(open: OpenExport): Promise<CheckedExport> {
  let header: Header | undefined;
  let check: (entry: Entry) => void = () => {};
  for await (const entry of entriesIn(open())) {
    if (entry.kind === 'header') {
      header = entry;
      check = checkerOf(entry);
    } else if (entry.kind === 'trailer' && header) {
      const { kind: _, sha256, ...contents } = entry;
      return { header, contents, sha256, open };
    } else {
      check(entry);
    }
  }
  throw notWhole('its last line is missing');
}
