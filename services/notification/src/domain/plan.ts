import { type ActivityAnnounced, timestampOf } from '@huitang/contracts';
import { type Delivery, dropped } from './delivery.ts';
import type { ActivityEvent, KnownActivity } from './known-activity.ts';
import type { MessageName } from './message.ts';
import { verdictOn } from './verdict.ts';

const MINUTE_MS = 60_000;
const DAY_BEFORE_MS = 1440 * MINUTE_MS;
const HOUR_BEFORE_MS = 60 * MINUTE_MS;

export type Cause = Pick<Delivery, 'eventId' | 'commandId' | 'trace'>;

/** One message with its times; `tellAt` now for what is to be told at once. */
interface Sketch {
  readonly message: MessageName;
  readonly tellAt: number;
  readonly uselessAt?: number;
  readonly allocationVersion?: number;
}

/** A nearer reminder overtakes a farther one, the start overtakes both. */
const reminders = (startMs: number): readonly Sketch[] => [
  { message: 'reminder-day', tellAt: startMs - DAY_BEFORE_MS, uselessAt: startMs - HOUR_BEFORE_MS },
  { message: 'reminder-hour', tellAt: startMs - HOUR_BEFORE_MS, uselessAt: startMs },
];

/** What was told of another place of the same revision is told anew, as that of this one. */
function announced({ start, wasDisplaced, allocationVersion = 1 }: ActivityAnnounced, now: number): readonly Sketch[] {
  const startMs = Date.parse(start);
  const all: readonly Sketch[] = [{ message: 'announced', tellAt: now, uselessAt: startMs }, ...reminders(startMs)];
  return wasDisplaced ? all.map((sketch) => ({ ...sketch, allocationVersion })) : all;
}

/** Nobody needs to hear any more that a wish was declined once the last start it would have taken is over. */
function wishOver({ wished }: KnownActivity, revision: number): { uselessAt?: number } {
  if (wished?.revision !== revision) return {};
  return { uselessAt: Date.parse(wished.lastStart) + wished.durationMinutes * MINUTE_MS };
}

/**
 * Which messages follow from an event is told by the event alone, so that it is the same whenever it is asked;
 * only their times may depend on what else is known.
 */
function sketches(event: ActivityEvent, known: KnownActivity, now: number): readonly Sketch[] {
  const { revision, notify } = event.data;
  if (!notify) return [];
  switch (event.type) {
    case 'ActivityProposed':
    case 'ActivityRevised':
    case 'ActivityPinned':
      return [];
    case 'ActivityDeferred':
      return [{ message: 'deferred', tellAt: now, uselessAt: Date.parse(event.data.round.publishesAt) }];
    case 'ActivityConfirmed': {
      const { start, announced } = event.data;
      const startMs = Date.parse(start);
      const message = revision === 1 ? 'confirmed' : 'changed';
      // What may still move is not reminded of: its announcement plans that.
      return [{ message, tellAt: now, uselessAt: startMs }, ...(announced ? reminders(startMs) : [])];
    }
    case 'ActivityMoved': {
      const { start, allocationVersion = 1 } = event.data;
      return [{ message: 'moved', tellAt: now, uselessAt: Date.parse(start), allocationVersion }];
    }
    case 'ActivityAnnounced':
      return announced(event.data, now);
    case 'ActivityDisplaced': {
      const { start, allocationVersion = 1 } = event.data;
      return [{ message: 'displaced', tellAt: now, uselessAt: Date.parse(start), allocationVersion }];
    }
    case 'ActivityUnplaced':
      return [{ message: 'unplaced', tellAt: now, uselessAt: Date.parse(event.data.before.end) }];
    case 'ActivityDeclined':
      return [{ message: 'declined', tellAt: now, ...wishOver(known, revision) }];
    case 'ActivityRevisionDeclined':
      return [{ message: 'revision-declined', tellAt: now, ...wishOver(known, revision) }];
    case 'ActivityCancelled':
      if (!event.data.wasConfirmed) return [];
      return [
        {
          message: 'cancelled',
          tellAt: now,
          ...(known.confirmed && { uselessAt: Date.parse(known.confirmed.end) }),
        },
      ];
  }
}

/** The deliveries an event gives rise to: planned, or dropped at once when they come too late. */
export function planFor(event: ActivityEvent, known: KnownActivity, cause: Cause, now: number): readonly Delivery[] {
  const { activityId, revision, organizationId } = event.data;
  return sketches(event, known, now).map(({ message, tellAt, uselessAt, allocationVersion }) => {
    const delivery: Delivery = {
      activityId,
      revision,
      ...(allocationVersion !== undefined && { allocationVersion }),
      message,
      recipient: `organization/${organizationId}`,
      state: 'planned',
      attempts: 0,
      tellAt: timestampOf(tellAt),
      at: timestampOf(tellAt),
      ...(uselessAt !== undefined && { uselessAt: timestampOf(uselessAt) }),
      ...cause,
    };
    // A reminder whose moment is past when it is planned tells nothing that the confirmation does not.
    if (tellAt < now) return dropped(delivery, 'too-late', now);
    const verdict = verdictOn(delivery, known, now);
    return verdict === 'send' || verdict === 'not-known-yet' ? delivery : dropped(delivery, verdict, now);
  });
}
