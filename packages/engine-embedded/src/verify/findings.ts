import { messageOf } from '@huitang/runtime';
import type { Sql } from '../sql.ts';
import { asFault } from '../storage-fault.ts';

export interface Verified {
  /** What is wrong, one line each, the first hundred; empty when the file keeps all its promises. */
  readonly problems: readonly string[];
  readonly streams: number;
  readonly commits: number;
  readonly messages: number;
}

const PROBLEMS_MAX = 100;

/** What has been found so far. */
export interface Findings {
  problem(text: string): void;
  readonly counts: { streams: number; commits: number; messages: number };
}

export function createFindings(): { readonly findings: Findings; result(): Verified } {
  const problems: string[] = [];
  const counts = { streams: 0, commits: 0, messages: 0 };
  return {
    findings: {
      problem(text) {
        if (problems.length < PROBLEMS_MAX) problems.push(text);
      },
      counts,
    },
    result: () => ({ problems: [...problems], ...counts }),
  };
}

/** A part of the work; where the file cannot be read any further, that is a problem and the next part goes on. */
export function attempt(sql: Sql, { problem }: Findings, part: () => void): void {
  try {
    part();
  } catch (error) {
    problem(messageOf(asFault(error, sql.file)));
  }
}
