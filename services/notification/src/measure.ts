import type { Platform, StoredRecord } from '@huitang/runtime';
import type { Delivery } from './domain/delivery.ts';
import type { Ledger } from './ledger.ts';

const COUNTED_MAX = 1_000;
/** The tick comes every second, and mails are begun fifty a second: whoever waits longer waits for something else. */
const OVERDUE_MS = 60_000;
/** What an endpoint that hangs keeps waiting is its own: not before this is it ours. */
const OVERDUE_ELSEWHERE_MS = 1_800_000;

/** Says in metrics how many messages are due, and how many of those have been for too long. */
export function measureOf({ clock, metrics }: Pick<Platform, 'clock' | 'metrics'>, ledger: Ledger) {
  const overdue = (due: readonly StoredRecord<Delivery>[], afterMs: number): number =>
    due.filter(({ value }) => Date.parse(value.at) <= clock.now() - afterMs).length;

  return async (): Promise<void> => {
    const mails = await ledger.due(COUNTED_MAX);
    const others = await ledger.dueElsewhere(COUNTED_MAX);
    metrics.deliveriesDue.set(Math.min(COUNTED_MAX, mails.length + others.length));
    metrics.deliveriesOverdue.set(overdue(mails, OVERDUE_MS) + overdue(others, OVERDUE_ELSEWHERE_MS));
  };
}
