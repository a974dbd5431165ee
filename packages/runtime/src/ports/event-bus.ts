export interface BusMessage {
  readonly topic: string;
  /** Messages of one key may share a partition; only the order per `subject` may be relied on. */
  readonly key: string;
  /** The source stream, of one topic and with one key: delivered in order of publishing within a group. */
  readonly subject: string;
  /** JSON text: only what survives JSON crosses. */
  readonly body: string;
  /** What the body tells of, for a bus that can leave it out for whoever does not want it. */
  readonly type?: string;
}

/** Gets the parsed JSON, not to be changed, one message of a subject at a time. A rejection means: not handled. */
export type BusHandler = (body: unknown) => Promise<void>;

export interface ParkedStream {
  readonly group: string;
  readonly subject: string;
  readonly messages: number;
  /** Why the first one could not be handled. */
  readonly error: string;
}

export interface SubscribeOptions {
  /**
   * What a handler does may be saved later than it is done: this is awaited before the bus keeps that it was handled, so
   * that a crash repeats whatever was not saved.
   */
  readonly beforeKept?: () => Promise<void>;
  /** Messages of other types may be left out for this group by a bus that has `hasHandled`, or be brought all the same. */
  readonly wants?: (type: string) => boolean;
  /**
   * Different processes may subscribe different generations of a group at the same time: each begins at the beginning and
   * hears everything, as if it were a group of its own, with messages parked of its own. Only where several processes can.
   */
  readonly generation?: string;
}

export interface BusSubscription {
  /** No handler runs after it resolves. */
  close(): Promise<void>;
}

/**
 * At least once, in order per group and subject, no order across subjects. A group that subscribes late starts from
 * the beginning. A handler's retriable fault is tried again with back-off for as long as it lasts; any other failure
 * a few times, then the subject is parked for this group: its messages are set aside in order, everything else goes on.
 */
export interface EventBus {
  /** Durable when it resolves. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(
    group: string,
    topics: readonly string[],
    handler: BusHandler,
    options?: SubscribeOptions,
  ): Promise<BusSubscription>;
  parked(): Promise<readonly ParkedStream[]>;
  /** Delivers a group's parked messages again, in order (one subject's, or all); how many streams were set free. */
  replayParked(group: string, subject?: string): Promise<number>;
  /** Forgets how far a group has come, so it starts from the beginning at its next subscription. */
  rewind(group: string): Promise<void>;
  /** Messages published and not yet handled, summed over subscribed groups; parked ones not counted. */
  lag(): Promise<number>;
  /** The same for each subscribed group, where the bus can tell. */
  lagByGroup?(): Promise<Readonly<Record<string, number>>>;
  /**
   * For each subscribed group, how long the message that waits for longest has been waiting for this process to handle
   * it, in milliseconds; 0 for none. However many others are handled meanwhile: this is what tells of one that is stuck.
   */
  waitingByGroup?(): Promise<Readonly<Record<string, number>>>;
  /**
   * Only where one bus has everything a log ever published, in its order, with nothing left out, and one process hears it:
   * whether a group has handled all that has been published of a subject and has set nothing of it aside. False for a group
   * that this process has not subscribed.
   */
  hasHandled?(group: string, subject: string): Promise<boolean>;
  /** Resolves when every subscribed group has handled all that was published. For tests and orderly stops. */
  idle(): Promise<void>;
}
