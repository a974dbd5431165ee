import { Fault, messageOf } from '@huitang/runtime';
import type { CheckedExport } from './check-export.ts';
import { compareTruth } from './compare-truth.ts';
import { refuseUnlessEmpty } from './refuse-unless-empty.ts';
import { storesOf, type Truth } from './truth.ts';
import { settleUidDomain } from './uid-domain.ts';
import { beginImport, endImport } from './unfinished.ts';
import { writeExport } from './write-export.ts';

function refuseStrangers({ services }: Truth, { header }: CheckedExport): void {
  const strangers = header.services.filter((service) => !services.includes(service));
  if (strangers.length === 0) return;
  throw new Fault('unknown-service', `the file has the log of ${strangers.join(', ')}, which nobody keeps here`, {
    retriable: false,
  });
}

/** Where the old place had its UID domain from its environment, no Record says it; a changed one doubles every event. */
async function keepUidDomain(target: Truth, { header: { uidDomain } }: CheckedExport): Promise<void> {
  for (const store of storesOf(target)) {
    const kept = await settleUidDomain(store, uidDomain);
    if (kept !== uidDomain) throw new Error(`the file is of ${uidDomain} and keeps the UID domain ${kept}`);
  }
}

/**
 * Carries a checked file out into an empty place, reads it back and compares. All commits are unpublished there, so
 * that its relays tell them to its empty bus. Rejects with `not-empty`, `unfinished-import` or `unknown-service` before
 * anything is written; with `import-failed` afterwards, and then the place is marked: `refuseUnfinished` says so until
 * it is made empty.
 */
export async function importFrom(target: Truth, checked: CheckedExport): Promise<void> {
  refuseStrangers(target, checked);
  await refuseUnlessEmpty(target);
  await beginImport(target, checked.header.publicUrl);
  try {
    await writeExport(target, checked);
    await keepUidDomain(target, checked);
    await compareTruth(target, checked.contents);
    await endImport(target);
  } catch (cause) {
    const message = `the import stopped half-way: ${messageOf(cause)}; remove ${target.place} and import again`;
    throw new Fault('import-failed', message, { retriable: false, cause });
  }
}
