/** Something that will happen. Without a task it was called off. */
export interface Planned {
  readonly at: number;
  /** Decides between those of one moment. */
  readonly tie: number;
  /** In the order they were planned, where even that is equal. */
  readonly serial: number;
  task: (() => void) | undefined;
}

const isBefore = (a: Planned, b: Planned): boolean =>
  a.at < b.at || (a.at === b.at && (a.tie < b.tie || (a.tie === b.tie && a.serial < b.serial)));

/** A binary heap: the next one first. */
export interface EventQueue {
  add(planned: Planned): void;
  /** Takes the next one that was not called off. */
  take(): Planned | undefined;
  /** Those in it, the ones called off included. */
  size(): number;
}

function siftUp(heap: Planned[], planned: Planned): void {
  let place = heap.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(planned, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = planned;
}

function siftDown(heap: Planned[], planned: Planned): void {
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    let below = heap[child];
    if (below === undefined) break;
    const other = heap[child + 1];
    if (other !== undefined && isBefore(other, below)) {
      child += 1;
      below = other;
    }
    if (!isBefore(below, planned)) break;
    heap[place] = below;
    place = child;
  }
  heap[place] = planned;
}

export function createEventQueue(): EventQueue {
  const heap: Planned[] = [];
  function pop(): Planned | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first !== last && last !== undefined) siftDown(heap, last);
    return first;
  }
  return {
    add: (planned) => siftUp(heap, planned),
    take() {
      for (let next = pop(); next; next = pop()) if (next.task) return next;
      return undefined;
    },
    size: () => heap.length,
  };
}
