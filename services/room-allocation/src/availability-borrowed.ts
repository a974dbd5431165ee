import { ActivityId, instantOf } from '@huitang/contracts';
import { availabilityOf, type Found, type FoundStart, type WouldAsk } from './availability.ts';
import type { Asking } from './coordinator/asked.ts';
import { groupsWith } from './coordinator/borrow.ts';
import { type Coordinator, minuteNow } from './coordinator/coordinator.ts';
import { isWantOfPeople, type Lender, lendersFor, peopleOf } from './coordinator/lenders.ts';
import { planOverDays } from './coordinator/plan-over-days.ts';
import type { KnownCenter } from './facts.ts';

/** Of a wish that nobody has proposed yet. */
const NOBODY = ActivityId.parse('00000000-0000-4000-8000-000000000000');

function askingAt(coordinator: Coordinator, { center }: KnownCenter, would: WouldAsk, starts: string[]): Asking {
  const { kindId, organizationId, starts: _, kind: __, ...terms } = would;
  return {
    activityId: NOBODY,
    centerId: center.profile.id,
    kindId,
    organizationId,
    askedAt: minuteNow(coordinator),
    wish: { ...terms, starts, asGiven: false },
  };
}

/** One start once more, with people of the lenders: what it gets, or why not even they are of use. */
async function lentAt(
  coordinator: Coordinator,
  known: KnownCenter,
  would: WouldAsk,
  lenders: readonly Lender[],
  found: FoundStart,
): Promise<FoundStart> {
  if (found.isAvailable || !isWantOfPeople(found.reasons[0])) return found;
  const asking = askingAt(coordinator, known, would, [found.start]);
  for (const group of groupsWith(asking, known, lenders)) {
    const plan = await planOverDays(coordinator, asking, known, group);
    if (plan.type === 'possible') {
      const { resourceIds, reasons } = plan.assignment;
      return { ...found, isAvailable: true, resourceIds: [...resourceIds], reasons };
    }
    if (plan.type === 'impossible' && plan.because)
      return { ...found, reasons: [plan.because.cause, ...plan.because.missing] };
  }
  return found;
}

/** What a proposal would get, where its own center lacks people with those whom neighbouring centers lend it. */
export async function availabilityWithBorrowed(
  coordinator: Coordinator,
  known: KnownCenter,
  would: WouldAsk,
): Promise<Found> {
  const { wish } = askingAt(coordinator, known, would, would.starts.map(instantOf));
  const lenders = await lendersFor(coordinator, known, wish);
  const found = await availabilityOf(coordinator, known, would, peopleOf(lenders));
  if (lenders.length === 0) return found;
  const items: FoundStart[] = [];
  for (const item of found.items) items.push(await lentAt(coordinator, known, would, lenders, item));
  return { ...found, items };
}
