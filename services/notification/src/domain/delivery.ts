import { timestampOf } from '@huitang/contracts';
import type { MessageName } from './message.ts';

/** Why something planned is not sent after all. */
export type DropReason = 'cancelled' | 'overtaken' | 'too-late' | 'recipient-unknown';

/** One message to one recipient: the ledger's entry, from the plan to how it ended. Times are RFC 3339 text. */
export interface Delivery {
  readonly activityId: string;
  readonly revision: number;
  /** Of what is told again with every move: which one. */
  readonly allocationVersion?: number;
  /** Of what is told of one visible change: which one, as the activity counts them. */
  readonly change?: number;
  readonly message: MessageName;
  /** The Vault subject it goes to; never an address. */
  readonly recipient: string;
  readonly state: 'planned' | 'delivered' | 'failed' | 'dropped';
  /** How often somebody took it up to send it. */
  readonly attempts: number;
  /** When there is something to tell. Never changes: the mail is dated by it. */
  readonly tellAt: string;
  /** While planned, when it is due, first or again; after that, when it ended. */
  readonly at: string;
  /** From then on nobody needs it. */
  readonly uselessAt?: string;
  readonly reason?: DropReason;
  /** What went wrong last. */
  readonly error?: string;
  /** The event that it follows from, and the command behind that. */
  readonly eventId: string;
  readonly commandId: string;
  /** The trace in which the event was heard (W3C Trace Context). */
  readonly trace?: { readonly traceparent: string; readonly tracestate?: string };
}

/** Two deliveries of one key are one delivery: replayed events plan nothing twice. */
export function keyOf({ activityId, revision, allocationVersion, change, message, recipient }: Delivery): string {
  const version = allocationVersion === undefined ? '' : `.${allocationVersion}`;
  const which = change === undefined ? '' : `~${change}`;
  return `${activityId}/${revision}${version}${which}/${message}/${recipient}`;
}

export const dropped = (delivery: Delivery, reason: DropReason, now: number): Delivery => ({
  ...delivery,
  state: 'dropped',
  reason,
  at: timestampOf(now),
});

export const delivered = (delivery: Delivery, now: number): Delivery => ({
  ...delivery,
  state: 'delivered',
  at: timestampOf(now),
});

export const failed = (delivery: Delivery, error: string, now: number): Delivery => ({
  ...delivery,
  state: 'failed',
  error,
  at: timestampOf(now),
});

/** Still planned, and due again at `dueAt`. */
export const dueAgain = (delivery: Delivery, dueAt: number, error?: string): Delivery => ({
  ...delivery,
  ...(error !== undefined && { error }),
  at: timestampOf(dueAt),
});
