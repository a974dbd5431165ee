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
 * fault. `late`: the caller hears a fault, and after that it is done; a read, or a write of a process to a file of its own,
 * is `lost` instead. With a crash the caller never hears anything. `slow`: it, or its answer, takes long.
 */
export type Verdict = 'done' | 'refused' | 'lost' | 'late' | 'slow' | 'crash-before' | 'crash-after';

/** Asked once for each call, at the moment of its effect. */
export type FaultSource = (call: PortCall) => Verdict;

export const noFaults: FaultSource = () => 'done';

/** Without the stack, which leads to the scheduler alone and costs more than the rest of a call. */
function unavailable(message: string): Fault {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const fault = new Fault('storage-unavailable', message, { retriable: true });
  Error.stackTraceLimit = stackTraceLimit;
  return fault;
}

export const refusedFault = ({ what }: PortCall): Fault => unavailable(`${what}: not now`);

export const lostFault = ({ what }: PortCall): Fault => unavailable(`${what}: nobody answered`);
