/** A message on its way to one group's handler. */
export interface Item {
  /** Its place in the order of publishing: ascending within a subject. */
  readonly offset: number;
  /** It comes from the parked ones, so it is removed there when it has been handled. */
  readonly parked: boolean;
  /** The JSON a handler gets. Throws when the message is none. */
  json(): unknown;
}

/** The messages of one subject, delivered one after the other. */
export interface Lane<I extends Item> {
  readonly subject: string;
  items: I[];
  /** `waiting`: for a back-off to pass. */
  state: 'idle' | 'ready' | 'running' | 'waiting';
  /** Failures in a row of the first item, all and those that trying again will not mend. */
  failures: number;
  hopeless: number;
  /** Since when its first item is being worked on, in milliseconds; undefined before. */
  since: number | undefined;
  callOff: () => void;
  /** Who asked for the parked messages of this subject to be delivered again. */
  readonly replays: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[];
}

export interface Lanes<I extends Item> {
  /** Puts items at the end of their subject's lane. */
  add(subject: string, items: readonly I[]): Lane<I>;
  /** The lane, also when nothing is in it yet. */
  of(subject: string): Lane<I>;
  /** Takes the next lane that has work, in the order they got ready. */
  nextReady(): Lane<I> | undefined;
  ready(lane: Lane<I>): void;
  /** Back to rest or to the end of the queue; a lane without items is forgotten. */
  settle(lane: Lane<I>): void;
  all(): Iterable<Lane<I>>;
  /** True when the subject has a lane: something of it waits or is being handled. */
  has(subject: string): boolean;
  isEmpty(): boolean;
}

export function createLanes<I extends Item>(): Lanes<I> {
  const lanes = new Map<string, Lane<I>>();
  let queue: Lane<I>[] = [];
  let head = 0;

  function of(subject: string): Lane<I> {
    let lane = lanes.get(subject);
    if (!lane) {
      lane = {
        subject,
        items: [],
        state: 'idle',
        failures: 0,
        hopeless: 0,
        since: undefined,
        callOff: () => {},
        replays: [],
      };
      lanes.set(subject, lane);
    }
    return lane;
  }

  function ready(lane: Lane<I>): void {
    lane.state = 'ready';
    queue.push(lane);
  }

  return {
    of,
    ready,
    add(subject, items) {
      const lane = of(subject);
      for (const item of items) lane.items.push(item);
      if (lane.state === 'idle') ready(lane);
      return lane;
    },
    nextReady() {
      const lane = queue[head];
      head += 1;
      if (head > 1_000 || head >= queue.length) {
        queue = queue.slice(head);
        head = 0;
      }
      return lane;
    },
    settle(lane) {
      if (lane.items.length > 0 || lane.replays.length > 0) ready(lane);
      else lanes.delete(lane.subject);
    },
    all: () => lanes.values(),
    has: (subject) => lanes.has(subject),
    isEmpty: () => lanes.size === 0,
  };
}
