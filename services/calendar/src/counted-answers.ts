import type { Metrics } from '@huitang/runtime';

/** Counts what is answered before Express. */
export interface CountedAnswers {
  readonly add: (status: number) => void;
  /** Tells the metrics what was counted since the last time: to look up labels with each answer would cost more than it does. */
  readonly tell: () => void;
}

export function countedAnswers({ readyFeeds }: Pick<Metrics, 'readyFeeds'>, route: string): CountedAnswers {
  const counts = new Map<number, number>();
  return {
    add: (status) => counts.set(status, (counts.get(status) ?? 0) + 1),
    tell() {
      for (const [status, count] of counts) readyFeeds.inc({ route, status: String(status) }, count);
      counts.clear();
    },
  };
}
