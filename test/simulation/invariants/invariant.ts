import type { DeliveredMail, PortCall, Verdict, World } from '@huitang/engine-simulated';
import type { Commit, SourcePosition } from '@huitang/runtime';
import type { Ask, Exchange } from '../exchange.ts';
import type { RunOptions } from '../options.ts';

/** What an invariant may look at. Nothing of it may be changed. */
export interface View {
  readonly options: RunOptions;
  /** What is durable, by port, and as events; the broker; the mails; virtual time. */
  readonly world: Pick<World, 'durable' | 'history' | 'broker' | 'coordinator' | 'mails' | 'scheduler' | 'processes'>;
  /** Every request of every client so far, with its answer, in the order they were sent. */
  readonly exchanges: readonly Exchange[];
  /** Streams that were poisoned on purpose. */
  readonly poisoned: ReadonlySet<string>;
  /** True for a stream that a group once could not bear: what is set aside of it is delivered again. */
  readonly hasBroken: (group: string, stream: string) => boolean;
}

/** Says what is wrong, each in a sentence; nothing when all is well. */
export type Findings = readonly string[];

/** A consumer's handler at one event. */
export interface Application {
  /** Of the process, from one start to its end: a number that no other has. */
  readonly life: number;
  readonly process: string;
  readonly group: string;
  /** The types that the group has handlers for. */
  readonly hears: ReadonlySet<string>;
  readonly type: string;
  readonly source: SourcePosition;
}

/** One run's watch over one promise. Every part is optional; what is asked often has to be quick. */
export interface Watch {
  /** A commit of this service can no longer be taken back. In order of its stream; no order across streams. */
  committed?(service: string, commit: Commit): Findings;
  /** A client has an answer. */
  answered?(exchange: Exchange): Findings;
  /** A mail has come to somebody's box. */
  delivered?(delivered: DeliveredMail): Findings;
  /** A process has ended. */
  crashed?(process: string): Findings;
  /** A consumer begins with an event. */
  begun?(application: Application): Findings;
  /** It has come to its end with it. */
  applied?(application: Application): Findings;
  /** A call of a port does not go well. */
  disturbed?(call: PortCall, verdict: Verdict): Findings;
  /** Some time has passed: four times a second, also when nothing happens. */
  waited?(): Findings;
  /** What somebody asks at a quiet end, one after the other; the answers are among the exchanges when it has `ended`. */
  lastAsks?(): readonly Ask[];
  /** At the end. `quiet`: the faults had stopped, and there was time for everything to come to its end. */
  ended?(end: { readonly quiet: boolean }): Findings | Promise<Findings>;
}

/** A promise and how it is watched. */
export interface Invariant {
  /** `I1 no double booking`. */
  readonly name: string;
  readonly watch: (view: View) => Watch;
}

export interface Violation {
  readonly invariant: string;
  readonly finding: string;
  /** Virtual milliseconds since the run began. */
  readonly atMs: number;
}
