import { Fault } from '@huitang/runtime';

/** A call of a port, before it has any effect. */
export interface PortCall {
  /** 1 for the first one in the world. */
  readonly number: number;
  /** The name of the process that calls. */
  readonly process: string;
  /** Which port and what of it: `log.append`, `records.due`. */
  readonly what: string;
  /** What it is about: a stream, a key. */
  readonly key: string;
  readonly writes: boolean;
}

/**
 * What becomes of a call. `refused`: nothing is done and the caller is told so. `lost`: it is done, and the caller hears a
 * fault. With a crash the caller never hears anything. `slow`: both halves take long.
 */
export type Verdict = 'done' | 'refused' | 'lost' | 'slow' | 'crash-before' | 'crash-after';

/** Asked once for each call, at the moment of its effect. */
export type FaultSource = (call: PortCall) => Verdict;

export const noFaults: FaultSource = () => 'done';

export const refusedFault = ({ what }: PortCall): Fault =>
  new Fault('storage-unavailable', `${what}: not now`, { retriable: true });

export const lostFault = ({ what }: PortCall): Fault =>
  new Fault('storage-unavailable', `${what}: nobody answered`, { retriable: true });
