import { type ActivityAnnounced, timestampOf } from '@huitang/contracts';
import { type Delivery, dropped } from './delivery.ts';
import type { ActivityEvent, KnownActivity } from './known-activity.ts';
import type { MessageName } from './message.ts';
import { usualPreferences } from './preferences.ts';
import { reminders } from './reminders.ts';
import { verdictOn } from './verdict.ts';

const MINUTE_MS = 60_000;

export type Cause = Pick<Delivery, 'eventId' | 'commandId' | 'trace'>;

/** One message with its times; `tellAt` now for what is to be told at once. */
interface Sketch {
  readonly message: MessageName;
  readonly minutesBefore?: number;
  readonly tellAt: number;
  readonly uselessAt?: number;
  readonly allocationVersion?: number;
}

/** When it is planned, and how long before the start the organization is reminded. */
interface Planning {
  /** Milliseconds. */
  readonly now: number;
  readonly reminderMinutes: readonly number[];
}

/** What was told of another place of the same revision is told anew, as that of this one. */
function announced(
  { start, wasDisplaced, allocationVersion = 1 }: ActivityAnnounced,
  { now, reminderMinutes }: Planning,
): readonly Sketch[] {
  const startMs = Date.parse(start);
  const all: readonly Sketch[] = [
    { message: 'announced', tellAt: now, uselessAt: startMs },
    ...reminders(startMs, reminderMinutes),
  ];
  return wasDisplaced ? all.map((sketch) => ({ ...sketch, allocationVersion })) : all;
}

/** Nobody needs to hear any more that a wish was declined once the last start it would have taken is over. */
function wishOver({ wished }: KnownActivity, revision: number): { uselessAt?: number } {
  if (wished?.revision !== revision) return {};
  return { uselessAt: Date.parse(wished.lastStart) + wished.durationMinutes * MINUTE_MS };
}

const TELLS_NOTHING: ReadonlySet<ActivityEvent['type']> = new Set([
  'ActivityProposed',
  'ActivityRevised',
  'ActivityPinned',
]);

/** False for an event that nobody is told of, whatever they prefer. */
export const isTold = ({ type, data }: ActivityEvent): boolean => data.notify && !TELLS_NOTHING.has(type);

/**
 * Which messages follow from an event is told by the event alone, and by the distances of reminders, so that it is the
 * same whenever it is asked; only their times may depend on what else is known.
 */
function sketches(event: ActivityEvent, known: KnownActivity, planning: Planning): readonly Sketch[] {
  const { now, reminderMinutes } = planning;
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
      return [{ message, tellAt: now, uselessAt: startMs }, ...(announced ? reminders(startMs, reminderMinutes) : [])];
    }
    case 'ActivityMoved': {
      const { start, allocationVersion = 1 } = event.data;
      return [{ message: 'moved', tellAt: now, uselessAt: Date.parse(start), allocationVersion }];
    }
    case 'ActivityAnnounced':
      return announced(event.data, planning);
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

/** A sketch as the ledger has it: planned, or dropped at once when it comes too late. */
export function deliveryOf(
  { tellAt, uselessAt, ...sketch }: Sketch,
  about: Pick<Delivery, 'activityId' | 'revision' | 'recipient'>,
  known: KnownActivity,
  cause: Cause,
  now: number,
): Delivery {
  const delivery: Delivery = {
    ...about,
    ...sketch,
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
}

/** The deliveries an event gives rise to; `reminderMinutes` as the organization prefers them. */
export function planFor(
  event: ActivityEvent,
  known: KnownActivity,
  cause: Cause,
  now: number,
  reminderMinutes: readonly number[] = usualPreferences.reminderMinutes,
): readonly Delivery[] {
  const { activityId, revision, organizationId } = event.data;
  const about = { activityId, revision, recipient: `organization/${organizationId}` };
  return sketches(event, known, { now, reminderMinutes }).map((sketch) => deliveryOf(sketch, about, known, cause, now));
}
