import type { Findings } from './audit.ts';
import type { Book, Sent } from './book.ts';

/** The last line of a run. Everything after `readyMsP50` must be 0. */
export interface Figures {
  readonly loops: number;
  readonly seed: number;
  readonly kills: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly activities: number;
  readonly readyMsMax: number;
  readonly readyMsP50: number;
  readonly lost: number;
  readonly answeredOtherwise: number;
  readonly phantoms: number;
  readonly doubled: number;
  readonly undecided: number;
  readonly disagreeing: number;
  readonly faults: number;
  /** Complaints of `huitang verify` and `huitang replay`. */
  readonly damaged: number;
  /** What was found, in words; the first few. */
  readonly problems: readonly string[];
}

export const PROBLEMS_TOLD_MAX = 20;

/** Longer than this after a kill is a fault of its own. */
const READY_WITHIN_MS = 2_000;

export interface Tally {
  add(findings: Findings, readyMs?: number, starts?: number): void;
  figures(loops: number, damage: readonly string[]): Figures;
}

const linesOf = (findings: Findings): readonly string[] => Object.values(findings).flat();

const count = (book: Book, outcome: Sent['outcome']): number =>
  [...book.sent.values()].filter((sent) => sent.outcome === outcome).length;

export function newTally(book: Book): Tally {
  const found: Findings[] = [];
  const readyTimes: number[] = [];
  let kills = 0;
  const sum = (name: keyof Findings): number => found.reduce((total, findings) => total + findings[name].length, 0);
  return {
    add(findings, readyMs, starts = 0) {
      found.push(findings);
      kills += starts;
      if (readyMs !== undefined) readyTimes.push(readyMs);
    },
    figures(loops, damage) {
      const sorted = [...readyTimes].sort((a, b) => a - b);
      const faults = [...book.faults, ...book.unavailable];
      return {
        loops,
        seed: book.seed,
        kills,
        sent: book.sent.size,
        acknowledged: count(book, 'acknowledged'),
        refused: count(book, 'refused'),
        activities: book.activities.length,
        readyMsMax: Math.round(sorted.at(-1) ?? 0),
        readyMsP50: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
        lost: sum('lost'),
        answeredOtherwise: sum('answeredOtherwise'),
        phantoms: sum('phantoms'),
        doubled: sum('doubled'),
        undecided: sum('undecided'),
        disagreeing: sum('disagreeing'),
        faults: faults.length,
        damaged: damage.length,
        problems: [...found.flatMap(linesOf), ...faults, ...damage].slice(0, PROBLEMS_TOLD_MAX),
      };
    },
  };
}

export const isLate = ({ readyMsMax }: Figures): boolean => readyMsMax > READY_WITHIN_MS;

interface Round {
  readonly afterMs: number;
  readonly sent: readonly Sent[];
  readonly open: number;
  readonly readyMs: number;
  readonly findings: Findings;
}

/** A round in one line. */
export function tell(loop: number, loops: number, { afterMs, sent, open, readyMs, findings }: Round): string {
  const wrong = linesOf(findings).length;
  const told = `${loop}/${loops}: killed after ${afterMs} ms, ${sent.length - open} of ${sent.length} answered`;
  return `${told}, ready again in ${Math.round(readyMs)} ms, ${wrong === 0 ? 'all there' : `${wrong} problems`}`;
}
