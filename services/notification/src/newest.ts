import {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityMoved,
  ActivityPinned,
  ActivityProposed,
  ActivityRevised,
  ActivityRevisionDeclined,
} from '@huitang/contracts';
import { Fault, type Platform } from '@huitang/runtime';
import { z } from 'zod';
import { type ActivityEvent, type KnownActivity, knownAfter } from './domain/known-activity.ts';

const Heard = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ActivityProposed'), data: ActivityProposed }),
  z.object({ type: z.literal('ActivityRevised'), data: ActivityRevised }),
  z.object({ type: z.literal('ActivityConfirmed'), data: ActivityConfirmed }),
  z.object({ type: z.literal('ActivityMoved'), data: ActivityMoved }),
  z.object({ type: z.literal('ActivityPinned'), data: ActivityPinned }),
  z.object({ type: z.literal('ActivityAnnounced'), data: ActivityAnnounced }),
  z.object({ type: z.literal('ActivityDeclined'), data: ActivityDeclined }),
  z.object({ type: z.literal('ActivityRevisionDeclined'), data: ActivityRevisionDeclined }),
  z.object({ type: z.literal('ActivityCancelled'), data: ActivityCancelled }),
]) satisfies z.ZodType<ActivityEvent>;

const known: ReadonlySet<string> = new Set(Heard.options.map(({ shape }) => shape.type.value));

function eventOf(message: { readonly id: string; readonly type: string; readonly data?: unknown }): ActivityEvent {
  const parsed = Heard.safeParse(message);
  if (parsed.success) return parsed.data;
  throw new Fault('unreadable-event', `${message.id}: ${parsed.error.message}`, { retriable: false });
}

/** What there is to know of an activity at this moment, from its owner's log; undefined when it has nothing. */
export async function newestActivity({ history }: Platform, id: string): Promise<KnownActivity | undefined> {
  const messages = await history(`activity/${id}`);
  return messages
    .filter(({ type }) => known.has(type))
    .map(eventOf)
    .reduce<KnownActivity | undefined>(knownAfter, undefined);
}
