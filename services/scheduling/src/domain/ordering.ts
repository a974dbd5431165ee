import type { ActivityProposed, Instant, Need, Order, ResourceId, Wish } from '@huitang/contracts';
import type { Activity } from './activity.ts';
import { type ActivityDecision, type ActivityRefusal, accept, refuse } from './decision.ts';
import { roundOf } from './deferring.ts';
import { type Expected, staleness } from './staleness.ts';

export type OrderingCommand = Expected & {
  /** Staff of the center want it at another time or in other rooms: what they do not name stays as it stands. */
  readonly type: 'OrderPlace';
  readonly ordered: Order;
  readonly start?: Instant;
  /** One for each room it needs, in the order of its needs. */
  readonly rooms?: readonly ResourceId[];
  /** True where others are to make way: then it may also be for something that has no place. */
  readonly displaces: boolean;
  /** Starts that a refusal may offer instead. */
  readonly offerWithin?: NonNullable<Wish['offerWithin']>;
};

/** The wish an order changes: of what stands, where something stands. */
export const orderedFrom = ({ confirmed, granted, wished }: Activity): ActivityProposed =>
  confirmed && granted ? granted : wished;

function objection(command: OrderingCommand, activity: Activity): ActivityRefusal | undefined {
  const { status, awaitsAnswer } = activity;
  const { revision } = activity.wished;
  if (status === 'cancelled') return { code: 'already-cancelled' };
  const stale = staleness(command, activity);
  if (stale) return stale;
  // What waits in a round is not about to be answered: an order takes it out.
  if (awaitsAnswer && !roundOf(activity)) return { code: 'answer-pending', revision };
  return command.displaces || status === 'confirmed' ? undefined : { code: 'not-confirmed' };
}

/** When an order puts it: what it does not name stays. */
export const orderedStart = (named: Instant | undefined, activity: Activity): Instant | undefined =>
  named ?? activity.confirmed?.start ?? orderedFrom(activity).wish.starts[0];

/** The rooms that what stands has, where they are as many as it needs. */
function roomsOf({ confirmed }: Activity, needed: number): readonly ResourceId[] | undefined {
  const rooms = (confirmed?.claims ?? []).filter(({ role }) => role === 'room').map(({ resourceId }) => resourceId);
  const once = [...new Set(rooms)];
  return once.length === needed ? once : undefined;
}

function needsIn(rooms: readonly ResourceId[], needs: readonly Need[]): Need[] {
  const left = [...rooms];
  return needs.map((need) => {
    const resourceId = need.role === 'room' ? left.shift() : undefined;
    return resourceId && need.role === 'room' ? { ...need, resourceId } : need;
  });
}

/** An order of the staff is a wish like any other: answered by room-allocation, and what stands stays until then. */
export function decideOrder(command: OrderingCommand, activity: Activity): ActivityDecision {
  const refusal = objection(command, activity);
  if (refusal) return refuse(refusal);
  const { ordered, displaces, offerWithin } = command;
  const base = orderedFrom(activity);
  // Where staff put a walk-in later on, its room is set up as any other.
  const { announceLeadMinutes: _lead, displaces: _before, asFound: _found, ...wish } = base.wish;
  const needed = wish.needs.filter(({ role }) => role === 'room').length;
  if (command.rooms && command.rooms.length !== needed) return refuse({ code: 'rooms-do-not-match', needed });
  const rooms = command.rooms ?? roomsOf(activity, needed);
  const start = orderedStart(command.start, activity);
  return accept({
    type: 'ActivityRevised',
    data: {
      ...base,
      revision: activity.wished.revision + 1,
      ordered,
      wish: {
        ...wish,
        starts: start ? [start] : wish.starts,
        needs: rooms ? needsIn(rooms, wish.needs) : wish.needs,
        ...(offerWithin && { offerWithin }),
        ...(displaces && { displaces }),
      },
    },
  });
}
