import { Fault } from '@huitang/runtime';
import { subjectsOf } from './contents-of.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { Contents } from './format.ts';
import type { Truth } from './truth.ts';

const PAGE = 500;

async function truthOfLog(truth: Truth, service: string): Promise<string> {
  const print: Fingerprint = fingerprint();
  for (let cursor: string | undefined; ; ) {
    const page = await truth.log(service).all(cursor, PAGE);
    cursor = page.cursor;
    if (page.commits.length === 0) return print.text();
    for (const commit of page.commits) print.add(commit);
  }
}

async function truthOfVault(truth: Truth): Promise<string> {
  const print: Fingerprint = fingerprint();
  for await (const { subject, fields } of subjectsOf(truth)) print.add([subject, fields]);
  return print.text();
}

const differs = (what: string): Fault =>
  new Fault('truth-differs', `${what} read back are not those that were exported`, { retriable: false });

/** Reads back what was written, and rejects with `truth-differs` when it is not, to the last letter, what was exported. */
export async function compareTruth(truth: Truth, { truth: exported }: Contents): Promise<void> {
  for (const [service, expected] of Object.entries(exported.commits)) {
    if ((await truthOfLog(truth, service)) !== expected) throw differs(`the commits of ${service}`);
  }
  if ((await truthOfVault(truth)) !== exported.subjects) throw differs('the personal data');
}
