import { type AppendResult, type Commit, checkedKey, Fault, isRetriable, messageOf } from '@huitang/runtime';
import { asFault, isDuplicateKey } from '../storage-fault.ts';
import type { Writing } from '../writing.ts';
import { type CommitDocument, commitOf, documentOf, isVersion, keyOf } from './commit-document.ts';
import type { Commits } from './commits.ts';
import type { KnownCommits } from './known-commits.ts';
import type { Marks } from './marks.ts';

export interface Appending {
  readonly marks: Marks;
  readonly commits: Commits;
  readonly known: KnownCommits;
  readonly writing: Writing;
}

const APPENDED: AppendResult = { outcome: 'appended' };
const CONFLICT: AppendResult = { outcome: 'conflict' };

/** True when the commit before is there and is the one this was decided upon. */
async function restsOnTheLog({ commits, known }: Appending, { stream, version, follows }: Commit): Promise<boolean> {
  if (!isVersion(version)) return false;
  if (version === 1) return true;
  const before = known.commandOf(stream, version - 1) ?? (await commits.byKey(keyOf(stream, version - 1)))?.commandId;
  return before !== undefined && (follows === undefined || follows === before);
}

/** What a commit that cannot be inserted is: a command the stream has already, or too late. */
async function whyNot({ commits }: Appending, { stream, commandId }: Commit): Promise<AppendResult> {
  const earlier = await commits.byCommand(stream, commandId);
  return earlier ? { outcome: 'duplicate', commit: commitOf(earlier) } : CONFLICT;
}

/** Nobody knows whether the insert was carried out: the key tells, or nothing does. */
async function readBack(appending: Appending, commit: Commit, document: CommitDocument, fault: unknown) {
  const found = await appending.commits.byKey(document._id).catch(() => undefined);
  if (found?.commandId === commit.commandId && found.body === document.body) return APPENDED;
  if (found) return whyNot(appending, commit);
  const message = `whether ${commit.stream} has version ${commit.version} is unknown: ${messageOf(fault)}`;
  throw new Fault('storage-unavailable', message, { retriable: true, cause: fault });
}

async function insert(appending: Appending, commit: Commit): Promise<AppendResult> {
  const document = documentOf(commit);
  try {
    await appending.writing(() => appending.marks.insert(document));
    return APPENDED;
  } catch (error) {
    if (isDuplicateKey(error)) return whyNot(appending, commit);
    const fault = asFault(error);
    if (isRetriable(fault)) return readBack(appending, commit, document, fault);
    throw fault;
  }
}

/**
 * One insert whose key is the version. Looking for the commit before it first is enough: what was found there is never
 * removed or replaced, so it still is there when the insert is carried out.
 */
export async function append(appending: Appending, commit: Commit): Promise<AppendResult> {
  checkedKey(commit.stream);
  checkedKey(commit.commandId);
  if (!(await restsOnTheLog(appending, commit))) return whyNot(appending, commit);
  const result = await insert(appending, commit);
  if (result.outcome === 'appended') appending.known.add(commit);
  return result;
}
