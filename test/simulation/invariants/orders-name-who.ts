import type { Order } from '@huitang/contracts';
import type { Commit, StoredEvent } from '@huitang/runtime';
import { PRINCIPAL } from '../network.ts';
import type { Findings, Invariant } from './invariant.ts';

/** Staff alone do this: it always says who, and why where there is something to explain. */
const ALWAYS: ReadonlySet<string> = new Set([
  'ClosureAnnounced',
  'ClosureLifted',
  'RoundOpened',
  'RoundGivenUp',
  'AllocationDisplaced',
  'ActivityDisplaced',
  'ActivityUnplaced',
]);

/** Nothing has to be explained. */
const WITHOUT_REASON: ReadonlySet<string> = new Set(['ClosureLifted', 'RoundPublished', 'RoundGivenUp']);

/** Who may order: the only one there is. */
const STAFF: ReadonlySet<string> = new Set([PRINCIPAL.id]);

// Whatever the event, this is what an order is called in it.
const orderIn = ({ data }: StoredEvent): Partial<Order> | undefined =>
  (data as { readonly ordered?: Partial<Order> }).ordered;

function wrongIn(event: StoredEvent): string | undefined {
  const order = orderIn(event);
  if (!order) return ALWAYS.has(event.type) ? 'does not say who ordered it' : undefined;
  if (!STAFF.has(order.by ?? '')) return `was ordered by ${order.by || 'nobody'}, who asked for nothing`;
  return (order.reason ?? '').trim() === '' && !WITHOUT_REASON.has(event.type) ? 'says no reason' : undefined;
}

/** Whatever staff have ordered says in the log who did, and why: where it was ordered, and in all that followed from it. */
export const ordersNameWho: Invariant = {
  name: 'I15 orders name who',
  watch: () => ({
    committed: (_service, { stream, version, events }: Commit): Findings =>
      events.flatMap((event) => {
        const wrong = wrongIn(event);
        return wrong ? [`${stream}@${version}: ${event.type} ${wrong}`] : [];
      }),
  }),
};
