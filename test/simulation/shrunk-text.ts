import type { TraceRecord } from '@huitang/engine-simulated';
import { changeOf } from './changed-options.ts';
import { traceLine } from './report.ts';
import type { Shrunk } from './shrink.ts';
import type { RunResult } from './simulate.ts';

/** More than that nobody reads. */
const LINES_MAX = 150;

const NAMES = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|center-\d+-room-\d+|poison-\d+/g;

/** What the findings are about: activities, rooms. */
const namesIn = ({ violations }: RunResult): readonly string[] => [
  ...new Set(violations.flatMap(({ finding }) => finding.match(NAMES) ?? [])),
];

/** Every line about one of the names, and of who came and went; where nothing is named, the last ones. */
function about({ trace }: RunResult, names: readonly string[]): readonly TraceRecord[] {
  const isAbout = ({ what, key }: TraceRecord): boolean =>
    what === 'ended' || what === 'started' || names.some((name) => key.includes(name));
  return names.length === 0 ? trace : trace.filter(isAbout);
}

/** The smallest run found that fails: how to run it again, what goes wrong, and the part of its trace that is about that. */
export function shrunkText({ options, result, tries }: Shrunk): string {
  const records = about(result, namesIn(result));
  const shown = records.slice(-LINES_MAX);
  const left = records.length - shown.length;
  return [
    `shrunk in ${tries} runs to ${result.events} events, ${result.journeys} journeys, ${result.crashes} ends of processes:`,
    ...result.violations.slice(0, 5).map(({ invariant, finding }) => `  ${invariant}: ${finding}`),
    `  again: pnpm sim --seed ${options.seed} --with '${JSON.stringify(changeOf(options))}' --trace`,
    ...(left > 0 ? [`  … ${left} earlier lines`] : []),
    ...shown.map(traceLine(options.startMs)),
  ].join('\n');
}
