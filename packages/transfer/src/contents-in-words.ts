import type { Contents } from './format.ts';

/** What a file has, in words: a line for each service and each set of records. */
export const contentsInWords = ({ commits, subjects, records, truth }: Contents): readonly string[] => [
  ...Object.entries(commits).map(
    ([service, count]) => `${service}: ${count} commits, fingerprint ${truth.commits[service]}`,
  ),
  `personal data: ${subjects} subjects, fingerprint ${truth.subjects}`,
  ...Object.entries(records).map(([set, count]) => `${set}: ${count} records`),
];
