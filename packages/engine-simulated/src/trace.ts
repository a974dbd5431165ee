import { hash } from 'node:crypto';
import type { PortCall } from './faults.ts';

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
  add(at: number, who: string, what: string, key: string, outcome: string): void;
  /** A call of a port takes effect, or does not. */
  effect(at: number, call: PortCall, verdict: string): void;
  /** Its answer: of the key its effect tells, where there was one. */
  answer(at: number, call: PortCall, outcome: string): void;
  /** Something that was written, published, answered or mailed, as a text: for the hash alone. */
  take(text: string): void;
  hash(): string;
  /** Empty unless they are kept. */
  records(): readonly TraceRecord[];
}

/** From here on the digest of a text takes longer in JavaScript than the one that OpenSSL makes. */
const LONG = 500;

/** FNV-1a of its code units. */
function fnv(text: string): number {
  let sum = 0x811c9dc5 ^ text.length;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum;
}

export function createTrace(keep: boolean): Trace {
  const records: TraceRecord[] = [];
  let one = 0x3c6ef372;
  let two = 0x5bd1e995;
  function mix(word: number): void {
    one = Math.imul(one ^ word, 0x85ebca6b);
    two = Math.imul(two ^ word, 0xc2b2ae35);
    two = (two << 13) | (two >>> 19);
  }
  function take(text: string): void {
    mix(fnv(text.length > LONG ? hash('sha1', text) : text));
  }
  // Few names, which come again and again: each has the place at which it came first.
  const names = new Map<string, number>();
  function number(name: string): number {
    const known = names.get(name);
    if (known !== undefined) return known;
    take(name);
    const place = names.size;
    names.set(name, place);
    return place;
  }
  function moment(at: number): void {
    mix(at | 0);
    // The fractions of the time tell earliest that two runs have parted.
    mix((at * 4096) | 0);
  }
  function add(at: number, who: string, what: string, key: string, outcome: string): void {
    moment(at);
    mix(number(who));
    mix(number(what));
    mix(fnv(key));
    mix(number(outcome));
  }
  const kept = (at: number, { process: who, what, key, number: call }: PortCall, outcome: string): void => {
    if (keep) records.push({ at, who, what, key, outcome, call });
  };
  return {
    take,
    add(at, who, what, key, outcome) {
      add(at, who, what, key, outcome);
      if (keep) records.push({ at, who, what, key, outcome });
    },
    effect(at, call, verdict) {
      add(at, call.process, call.what, call.key, verdict);
      mix(call.number);
      kept(at, call, verdict);
    },
    answer(at, call, outcome) {
      moment(at);
      mix(call.number);
      mix(number(call.process));
      mix(number(call.what));
      mix(number(outcome));
      kept(at, call, outcome);
    },
    hash: () => `${(one >>> 0).toString(16).padStart(8, '0')}${(two >>> 0).toString(16).padStart(8, '0')}`,
    records: () => records,
  };
}
