import type { TraceRecord } from '@huitang/engine-simulated';
import { seedAgain } from './again.ts';
import { changeOf } from './changed-options.ts';
import type { SeedJob } from './job.ts';
import { ends, traceLine } from './report.ts';
import type { Shrunk } from './shrink.ts';
import type { RunResult } from './simulate.ts';
import { briefly, storyOf } from './story.ts';

/** More than that nobody reads. */
const LINES_MAX = 150;
/** Of those, before the last commit that is about what went wrong: what led to it. */
const BEFORE_COMMIT = 110;

const NAMES = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|center-\d+-room-\d+|poison-\d+/g;

/** What goes wrong first, of those that say so: activities, rooms. */
const namesIn = ({ violations }: RunResult): readonly string[] => [
  ...new Set(violations.map(({ finding }) => finding.match(NAMES) ?? []).find(({ length }) => length > 0)),
];

/** Every line about one of the names, and of who came and went; all of them where nothing is named. */
function about(story: readonly TraceRecord[], names: readonly string[]): readonly TraceRecord[] {
  const isAbout = ({ what, key }: TraceRecord): boolean =>
    what === 'ended' || what === 'started' || names.some((name) => key.includes(name));
  return names.length === 0 ? story : story.filter(isAbout);
}

/** Where the lines begin that are shown: those round the last commit about the names, or the last ones. */
function firstShown(records: readonly TraceRecord[], names: readonly string[]): number {
  const last = names.length === 0 ? -1 : records.findLastIndex(({ what }) => what === 'committed');
  const from = last < 0 ? records.length : last - BEFORE_COMMIT;
  return Math.max(0, Math.min(from, records.length - LINES_MAX));
}

/** The smallest run found that fails: how to run it again, what goes wrong, and the part of its trace that is about that. */
export function shrunkText(
  { options, result, tries }: Shrunk,
  job: Partial<Pick<SeedJob, 'mutant' | 'twice'>> = {},
): string {
  const names = namesIn(result);
  const records = about(briefly(storyOf(result.trace)), names);
  const first = firstShown(records, names);
  const shown = records.slice(first, first + LINES_MAX);
  const later = records.length - first - shown.length;
  return [
    `shrunk in ${tries} runs to ${result.events} events, ${result.journeys} journeys, ${ends(result.crashes)}:`,
    ...result.violations.slice(0, 5).map(({ invariant, finding }) => `  ${invariant}: ${finding}`),
    `  again: ${seedAgain(options.seed, { ...job, change: changeOf(options) })}`,
    ...(first > 0 ? [`  … ${first} earlier lines`] : []),
    ...shown.map(traceLine(options.startMs)),
    ...(later > 0 ? [`  … ${later} later lines`] : []),
  ].join('\n');
}
