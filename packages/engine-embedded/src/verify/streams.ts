import { isPublic, positionText } from '@huitang/contracts';
import { type Commit, eventId } from '@huitang/runtime';
import type { Sql } from '../sql.ts';
import { type Bytes, jsonIn, shownText } from '../stored-text.ts';
import type { Findings } from './findings.ts';
import { digestOf } from './messages.ts';

interface CommitRow {
  readonly stream: Bytes;
  readonly version: number;
  readonly commandId: Bytes;
  readonly unpublished: number | null;
  readonly body: Bytes;
}

/** What is known of the stream being read. `previous` is undefined where a commit could not be read. */
interface Progress {
  readonly stream: string;
  version: number;
  previous: string | null | undefined;
  readonly commands: Set<string>;
}

// What was a Commit when it was written; whether its parts still are what they were is compared below.
const hasEvents = (value: unknown): value is Commit =>
  typeof value === 'object' && value !== null && 'events' in value && Array.isArray(value.events);

function streamChecker(published: Map<string, string>, { problem, counts }: Findings): (row: CommitRow) => void {
  let progress: Progress = { stream: '', version: 0, previous: null, commands: new Set() };

  function checkEvents(row: CommitRow, commit: Commit): void {
    commit.events.forEach(({ type, data }, index) => {
      if (!isPublic(type)) return;
      progress.previous = positionText({ version: row.version, index });
      const id = eventId(progress.stream, row.version, index);
      const digest = published.get(id);
      if (digest === undefined && row.unpublished === null)
        problem(`${id} is marked as published and is not on the bus`);
      if (digest !== undefined && digest !== digestOf(type, data)) problem(`${id} is not what the bus has of it`);
      published.delete(id);
    });
  }

  function checkCommit(row: CommitRow, commandId: string): void {
    const name = `${progress.stream}@${row.version}`;
    const commit = jsonIn(row.body);
    if (!hasEvents(commit)) {
      progress.previous = undefined;
      problem(`${name} cannot be read`);
      return;
    }
    if (commit.stream !== progress.stream || commit.version !== row.version || commit.commandId !== commandId) {
      problem(`${name} holds the commit ${commit.stream}@${commit.version} of ${commit.commandId}`);
    }
    const { previous } = progress;
    if (previous !== undefined && commit.previous !== previous) {
      problem(`${name} says the public event before it is ${commit.previous}, not ${previous}`);
    }
    checkEvents(row, commit);
  }

  return (row) => {
    const stream = shownText(row.stream);
    const commandId = shownText(row.commandId);
    counts.commits += 1;
    if (counts.streams === 0 || stream !== progress.stream) {
      counts.streams += 1;
      progress = { stream, version: 0, previous: null, commands: new Set() };
    }
    if (row.version !== progress.version + 1) problem(`${stream}@${row.version} follows version ${progress.version}`);
    if (progress.commands.has(commandId)) problem(`${stream}@${row.version} repeats the command ${commandId}`);
    progress.version = row.version;
    progress.commands.add(commandId);
    checkCommit(row, commandId);
  };
}

/**
 * Streams without gaps, each command once, each commit's `previous`, and every published event on the bus as the
 * commit has it. Takes out of `published` what commits account for and complains of the rest.
 */
export function checkStreams(sql: Sql, published: Map<string, string>, findings: Findings): void {
  const check = streamChecker(published, findings);
  const commits = sql.prepare<CommitRow>(
    // Cast: Node's SQLite refuses to give a whole number beyond 2^53, and damage can make one.
    `SELECT CAST(stream AS BLOB) AS stream, CAST(version AS REAL) AS version, CAST(command_id AS BLOB) AS commandId,
            CAST(unpublished AS REAL) AS unpublished,
            CAST(body AS BLOB) AS body
     FROM commits ORDER BY commits.stream, commits.version`,
  );
  for (const row of commits.each([])) check(row);
  for (const id of published.keys()) findings.problem(`${id} is on the bus and in no commit`);
}
