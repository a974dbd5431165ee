import type { Platform } from '@huitang/runtime';
import type { Ledger } from './ledger.ts';

const COUNTED_MAX = 1_000;
/** The tick comes every second, and mails are begun fifty a second: whoever waits longer waits for something else. */
const OVERDUE_MS = 60_000;

/** Says in metrics how many messages are due, and how many of those have been for too long. */
export function measureOf({ clock, metrics }: Pick<Platform, 'clock' | 'metrics'>, ledger: Ledger) {
  return async (): Promise<void> => {
    const due = [...(await ledger.due(COUNTED_MAX)), ...(await ledger.dueElsewhere(COUNTED_MAX))].slice(0, COUNTED_MAX);
    const since = clock.now() - OVERDUE_MS;
    metrics.deliveriesDue.set(due.length);
    metrics.deliveriesOverdue.set(due.filter(({ value }) => Date.parse(value.at) <= since).length);
  };
}
