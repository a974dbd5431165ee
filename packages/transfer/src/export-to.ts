import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { timestampOf } from '@huitang/contracts';
import type { Clock, Installation } from '@huitang/runtime';
import { contentsOf } from './contents-of.ts';
import { type Contents, FORMAT, FORMAT_VERSION, type Header, type Trailer } from './format.ts';
import { tallyOf } from './tally.ts';
import type { Truth } from './truth.ts';

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
 * except by the keys of what is unpublished. The services must be at rest (`not-at-rest`).
 */
export async function exportTo(source: ExportSource, writable: Writable): Promise<Contents> {
  let contents = tallyOf(source.services).contents();
  const lines = linesOf(source, (counted) => {
    contents = counted;
  });
  await pipeline(Readable.from(inChunks(lines)), writable);
  return contents;
}
