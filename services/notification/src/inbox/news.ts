import type { Commit, ServerSentEvent } from '@huitang/runtime';
import { SHOWN_MAX } from '../domain/inbox.ts';

/** Where news of one inbox come from. */
export interface Source {
  /** Commits from a version on, by version. */
  read(from: number): Promise<readonly Commit[]>;
  now(): Promise<{ readonly unread: number; readonly version: number }>;
  /** Resolves when there may be more. */
  next(): Promise<void>;
}

const told = ({ version, events }: Commit): readonly ServerSentEvent[] =>
  events
    .filter(({ type }) => type === 'MessagePosted')
    .map(({ data }) => ({ id: String(version), event: 'message', data: JSON.stringify(data) }));

/**
 * `message` for each that comes in, then `unread` with how many are not read, also when that is all that has changed;
 * `reset` where so much was missed that the inbox is better read anew. Ids are versions of the inbox's stream: whoever
 * comes back with one is told everything since, in order, none twice and none left out.
 */
export async function* newsOf(
  source: Source,
  after: number | undefined,
  ended: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const first = await source.now();
  // Told by an id of another life, before a restore perhaps: what is there is all new.
  const isLost = after !== undefined && (after > first.version || first.version - after > SHOWN_MAX);
  let version = after === undefined || isLost ? first.version : after;
  const unread = (count: number): ServerSentEvent => ({
    id: String(version),
    event: 'unread',
    data: JSON.stringify({ unread: count }),
  });
  if (isLost) yield { id: String(version), event: 'reset', data: '{}' };
  if (version === first.version) yield unread(first.unread);
  while (!ended.aborted) {
    // Listened to before it is read: nothing falls in between.
    const more = source.next();
    const commits = await source.read(version + 1);
    for (const commit of commits) {
      version = commit.version;
      yield* told(commit);
    }
    if (commits.length > 0) yield unread((await source.now()).unread);
    await more;
  }
}
