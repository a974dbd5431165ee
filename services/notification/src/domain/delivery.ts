import { timestampOf } from '@huitang/contracts';
import type { Hold } from './hold.ts';
import type { MessageName } from './message.ts';

/** Why something planned is not sent after all. */
export type DropReason = 'cancelled' | 'overtaken' | 'too-late' | 'recipient-unknown' | 'switched-off';

/** One message to one recipient: the ledger's entry, from the plan to how it ended. Times are RFC 3339 text. */
export interface Delivery {
  readonly activityId: string;
  readonly revision: number;
  /** Of what is told again with every move: which one. */
  readonly allocationVersion?: number;
  /** Of what is told of one visible change: which one, as the activity counts them, or its center where that is renamed. */
  readonly change?: number;
  readonly message: MessageName;
  /** Of a `reminder`: at which distance from the start. */
  readonly minutesBefore?: number;
  /** The Vault subject it goes to; never an address. */
  readonly recipient: string;
  /** How it is told; by mail where nothing is said. */
  readonly channel?: string;
  /** Which one, where a channel has several ways to one recipient. */
  readonly target?: string;
  /** Sent once more because somebody asked for it: the name of the request. */
  readonly again?: string;
  readonly state: 'planned' | 'delivered' | 'failed' | 'dropped';
  /** How often somebody took it up to send it. */
  readonly attempts: number;
  /** How many of these came to nothing before anything was sent: another has to go first, or too little is known yet. */
  readonly looks?: number;
  /** When there is something to tell. Never changes: the mail is dated by it. */
  readonly tellAt: string;
  /** While planned, when it is due, first or again; after that, when it ended. */
  readonly at: string;
  /** It has been put off although it could have been sent: whoever looked then may have come late. */
  readonly waited?: true;
  /** When it is to be told together with others: the moment of that digest. */
  readonly digestAt?: string;
  /** Where its mail brought the event: which state of the center that showed, as the center counts them. */
  readonly centerShown?: number;
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

/** The channel of what names none. */
export const MAIL = 'mail';

export const channelOf = ({ channel = MAIL }: Pick<Delivery, 'channel'>): string => channel;

function letterKeyOf(delivery: Delivery): string {
  const { activityId, revision, allocationVersion, change, message, minutesBefore, recipient } = delivery;
  const version = allocationVersion === undefined ? '' : `.${allocationVersion}`;
  const which = change === undefined ? '' : `~${change}`;
  const distance = minutesBefore === undefined ? '' : `-${minutesBefore}`;
  return `${activityId}/${revision}${version}${which}/${message}${distance}/${recipient}`;
}

/** Those attempts that count against it. */
export const triesOf = ({ attempts, looks = 0 }: Delivery): number => attempts - looks;

/** The attempt that is under way was no more than a look. */
export const looked = (delivery: Delivery): Delivery => ({ ...delivery, looks: (delivery.looks ?? 0) + 1 });

/** Two deliveries of one key are one delivery: replayed events plan nothing twice. That of a mail names no channel. */
export const keyOf = (delivery: Delivery): string =>
  [letterKeyOf(delivery), delivery.channel, delivery.target, delivery.again]
    .filter((part) => part !== undefined)
    .join('/');

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

/** Still planned, and waiting for a better moment. */
export const held = (delivery: Delivery, { until, inDigest }: Hold): Delivery => ({
  ...delivery,
  waited: true,
  ...(inDigest && { digestAt: timestampOf(until) }),
  at: timestampOf(until),
});
