/** Something that happened in the world: who did what, to what, and how it went. */
export interface TraceRecord {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly key: string;
  readonly outcome: string;
  /** Of a port: its effect and its answer have the same number. */
  readonly call?: number | undefined;
}

/** What happened, in order. The hash is always kept, so that two runs of a seed can be compared. */
export interface Trace {
  add(at: number, who: string, what: string, key: string, outcome: string, call?: number): void;
  /** Something that was written, published, answered or mailed, as a text: for the hash alone. */
  take(text: string): void;
  hash(): string;
  /** Empty unless they are kept. */
  records(): readonly TraceRecord[];
}

export function createTrace(keep: boolean): Trace {
  const records: TraceRecord[] = [];
  let one = 0x3c6ef372;
  let two = 0x5bd1e995;
  function take(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      one = Math.imul(one ^ code, 0x85ebca6b);
      two = Math.imul(two ^ code, 0xc2b2ae35);
      two = (two << 13) | (two >>> 19);
    }
  }
  return {
    take,
    add(at, who, what, key, outcome, call) {
      one = Math.imul(one ^ (at | 0), 0x27d4eb2d);
      // The fractions of the time tell earliest that two runs have parted.
      two = Math.imul(two ^ ((at * 4096) | 0), 0x165667b1);
      take(who);
      take(what);
      take(key);
      take(outcome);
      if (keep) records.push({ at, who, what, key, outcome, call });
    },
    hash: () => `${(one >>> 0).toString(16).padStart(8, '0')}${(two >>> 0).toString(16).padStart(8, '0')}`,
    records: () => records,
  };
}
