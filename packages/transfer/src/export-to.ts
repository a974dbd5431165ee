import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { timestampOf } from '@huitang/contracts';
import { type Clock, Fault, type Installation } from '@huitang/runtime';
import { contentsOf } from './contents-of.ts';
import { type Contents, FORMAT, FORMAT_VERSION, type Header, type Trailer } from './format.ts';
import { tallyOf } from './tally.ts';
import { storesOf, type Truth } from './truth.ts';
import { keptUidDomain } from './uid-domain.ts';

/** An installation with what identifies it. */
export interface ExportSource extends Truth {
  readonly installation: Pick<Installation, 'uidDomain' | 'publicUrl' | 'version'>;
  readonly clock: Pick<Clock, 'now'>;
}

const headerOf = ({ installation, clock, services }: ExportSource): Header => ({
  kind: 'header',
  format: FORMAT,
  version: FORMAT_VERSION,
  software: installation.version,
  uidDomain: installation.uidDomain,
  publicUrl: installation.publicUrl,
  services: [...services],
  exportedAt: timestampOf(clock.now()),
});

const refused = (code: string, message: string): Fault => new Fault(code, message, { retriable: false });

/** A mistyped name finds an empty place, and nobody would notice before the old one is gone. */
function refuseNothing({ place }: ExportSource, { commits }: Contents): void {
  if (Object.values(commits).some((count) => count > 0)) return;
  throw refused('nothing-to-export', `${place} has no commit: is it the right one?`);
}

async function refuseOtherDomain(source: ExportSource): Promise<void> {
  const { place, installation } = source;
  for (const store of storesOf(source)) {
    const kept = (await keptUidDomain(store)) ?? installation.uidDomain;
    if (kept === installation.uidDomain) continue;
    const message = `${place} was begun with the UID domain ${kept}, not ${installation.uidDomain}`;
    throw refused('other-uid-domain', message);
  }
}

/** The lines, and at the end, to `counted`, what was in them. */
async function* linesOf(source: ExportSource, counted: (contents: Contents) => void): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const tally = tallyOf(source.services);
  const lineOf = (value: unknown): string => {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    return line;
  };
  yield lineOf(headerOf(source));
  for await (const content of contentsOf(source)) {
    tally.add(content);
    yield lineOf(content);
  }
  const contents = tally.contents();
  refuseNothing(source, contents);
  const trailer: Trailer = { kind: 'trailer', ...contents, sha256: hash.digest('hex') };
  yield `${JSON.stringify(trailer)}\n`;
  counted(contents);
}

const CHUNK_CHARACTERS = 65_536;

/** Many short lines as few chunks, which is what streams are quick with. */
async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/**
 * Writes everything that moves as JSON Lines and ends the stream; what was in it. Memory does not grow with the log,
 * except by the keys of what is unpublished. The services must be at rest (`not-at-rest`). Rejects with
 * `nothing-to-export` where there is no commit, with `other-uid-domain` where the installation has another one.
 */
export async function exportTo(source: ExportSource, writable: Writable): Promise<Contents> {
  await refuseOtherDomain(source);
  let contents = tallyOf(source.services).contents();
  const lines = linesOf(source, (counted) => {
    contents = counted;
  });
  await pipeline(Readable.from(inChunks(lines)), writable);
  return contents;
}
