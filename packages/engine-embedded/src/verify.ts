import { isPublic, positionText } from '@huitang/contracts';
import { type Commit, eventId } from '@huitang/runtime';
import type { Sql } from './sql.ts';
import { asFault } from './storage-fault.ts';

export interface Verified {
  /** What is wrong, one line each; empty when the file keeps all its promises. */
  readonly problems: readonly string[];
  readonly streams: number;
  readonly commits: number;
  readonly messages: number;
}

const PROBLEMS_MAX = 100;

interface CommitRow {
  readonly service: string;
  readonly stream: string;
  readonly version: number;
  readonly command_id: string;
  readonly unpublished: number | null;
  readonly body: string;
}

interface Findings {
  readonly problem: (text: string) => void;
  readonly counts: { streams: number; commits: number; messages: number };
}

function checkFile(sql: Sql, { problem }: Findings): void {
  for (const row of sql.prepare<{ integrity_check: string }>('PRAGMA integrity_check').all([])) {
    if (row.integrity_check !== 'ok') problem(row.integrity_check);
  }
}

/** The ids of all messages; complains of a subject whose messages were first published out of order. */
function readMessages(sql: Sql, { problem, counts }: Findings): ReadonlySet<string> {
  const ids = new Set<string>();
  const last = new Map<string, { version: number; index: number }>();
  const rows = sql.prepare<{ offset: number; subject: string; id: string; version: number; idx: number }>(
    `SELECT offset, subject, json_extract(body, '$.id') AS id, json_extract(body, '$.streamversion') AS version,
            json_extract(body, '$.eventindex') AS idx
     FROM messages ORDER BY offset`,
  );
  for (const { offset, subject, id, version, idx } of rows.each([])) {
    counts.messages += 1;
    if (ids.has(id)) continue;
    ids.add(id);
    const before = last.get(subject);
    if (before && (before.version > version || (before.version === version && before.index > idx))) {
      problem(`message ${offset}: ${id} was published after ${subject}@${positionText(before)}`);
    }
    last.set(subject, { version, index: idx });
  }
  return ids;
}

/** One stream at a time, by version. */
function streamChecker(published: ReadonlySet<string>, { problem, counts }: Findings): (row: CommitRow) => void {
  let stream: string | undefined;
  let version = 0;
  let previous: string | null = null;
  let commands = new Set<string>();

  function checkPublished(row: CommitRow, commit: Commit): void {
    commit.events.forEach((event, index) => {
      if (!isPublic(event.type)) return;
      previous = positionText({ version: row.version, index });
      const id = eventId(row.stream, row.version, index);
      if (row.unpublished === null && !published.has(id)) problem(`${id} is marked as published and is not on the bus`);
    });
  }

  return (row) => {
    counts.commits += 1;
    if (row.stream !== stream) {
      counts.streams += 1;
      stream = row.stream;
      version = 0;
      previous = null;
      commands = new Set();
    }
    const name = `${row.stream}@${row.version}`;
    // What is in the column was a Commit when it was written; whether it still is one is what is checked here.
    const commit = JSON.parse(row.body) as Commit;
    if (commit.stream !== row.stream || commit.version !== row.version || commit.commandId !== row.command_id) {
      problem(`${name} holds the commit ${commit.stream}@${commit.version} of ${commit.commandId}`);
    }
    if (row.version !== version + 1) problem(`${name} follows version ${version}`);
    version = row.version;
    if (commands.has(row.command_id)) problem(`${name} repeats the command ${row.command_id}`);
    commands.add(row.command_id);
    if (commit.previous !== previous)
      problem(`${name} says the public event before it is ${commit.previous}, not ${previous}`);
    checkPublished(row, commit);
  };
}

/**
 * Checks the file itself, and in it: streams without gaps, each command once, each commit's `previous`, and every
 * published event on the bus in its stream's order. Takes as long as reading everything; nothing else runs meanwhile.
 */
export function verifyDatabase(sql: Sql): Verified {
  const problems: string[] = [];
  const counts = { streams: 0, commits: 0, messages: 0 };
  const findings: Findings = {
    problem: (text) => {
      if (problems.length < PROBLEMS_MAX) problems.push(text);
    },
    counts,
  };
  try {
    checkFile(sql, findings);
    const check = streamChecker(readMessages(sql, findings), findings);
    const commits = sql.prepare<CommitRow>(
      'SELECT service, stream, version, command_id, unpublished, body FROM commits ORDER BY stream, version',
    );
    for (const row of commits.each([])) check(row);
  } catch (error) {
    findings.problem(String(asFault(error, sql.file)));
  }
  return { problems, ...counts };
}
