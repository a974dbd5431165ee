import { DateTime } from 'luxon';
import type { ImportAnswer, PreviewAnswer } from '../api/answers.ts';

const OUTCOME_WIDTH = 'confirmed'.length;

const localTime = (instant: string, timeZone: string): string =>
  DateTime.fromISO(instant, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');

/** A line for every row: where it stands, what became of it, room, start in the center's zone, title, and why not. */
export function reportLines({ report }: ImportAnswer, { rows }: PreviewAnswer, timeZone: string): readonly string[] {
  const starts = new Map(rows.map(({ line, start }) => [line, start]));
  const lineWidth = String(report.at(-1)?.line ?? 0).length;
  return report.map(({ line, outcome, room, title, code, ...why }) => {
    const start = starts.get(line);
    const reason = code && `[${[code, why.message ?? why.text?.en].filter((part) => part !== undefined).join(': ')}]`;
    const parts = [
      String(line).padStart(lineWidth),
      outcome.padEnd(OUTCOME_WIDTH),
      room ?? '-',
      start === undefined ? '-' : localTime(start, timeZone),
      title,
      reason,
    ];
    return parts.filter((part) => part !== undefined).join('  ');
  });
}

/** `138 rows: 130 confirmed, 8 refused` */
export function sumLine({ rows, outcomes }: ImportAnswer): string {
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return `${rows} rows${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}

/** True when every row stands in the calendar as the file has it, or the file itself calls it off. */
export const isComplete = ({ outcomes }: ImportAnswer): boolean =>
  !outcomes.refused && !outcomes.pending && !outcomes.failed;
