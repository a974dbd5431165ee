import { Writable } from 'node:stream';
import { type CheckedExport, checkExport } from '../src/check-export.ts';
import { contentsOf } from '../src/contents-of.ts';
import { type ExportSource, exportTo } from '../src/export-to.ts';

/** What a place exports, as text. */
export async function exported(source: ExportSource): Promise<string> {
  const chunks: Buffer[] = [];
  const writable = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await exportTo(source, writable);
  return Buffer.concat(chunks).toString('utf8');
}

/** All that moves, as text: of a place that is too empty to be exported, too. */
export async function everythingIn(truth: ExportSource): Promise<string> {
  const lines: string[] = [];
  for await (const content of contentsOf(truth)) lines.push(JSON.stringify(content));
  return lines.join('\n');
}

/** A text as the bytes of a file, in chunks of that many bytes. */
export async function* bytesOf(text: string | Buffer, chunkBytes = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

export const checked = (text: string | Buffer, chunkBytes?: number): Promise<CheckedExport> =>
  checkExport(() => bytesOf(text, chunkBytes));
