import { organizationOf } from '../contacts.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Cancelled, Confirmed, KnownActivity, Taken } from '../domain/known-activity.ts';
import type { Ready } from '../judge.ts';

/** What it has now; `before` where this message says that it had something else. */
const placed = (confirmed: Confirmed) => {
  const { start, end, setupMinutes, teardownMinutes, claims, programme, announcesAt, mayStart, moved } = confirmed;
  return {
    ...{ start, end, setupMinutes, teardownMinutes, programme },
    claims: claims.map(({ resourceId, name, role, start, end, count }) => ({
      ...{ resourceId, name, role, start, end, count },
    })),
    announced: announcesAt === undefined,
    ...(announcesAt && { announcesAt }),
    ...(mayStart && { mayStart }),
    ...(moved && { before: moved.before, because: moved.because }),
  };
};

const taken = ({ before, because, nearest }: Taken) => ({ before, because, nearest });

const gone = (about: Cancelled, confirmed: Confirmed | undefined) => ({
  about,
  ...(confirmed && { start: confirmed.start, end: confirmed.end }),
});

const standing = (confirmed: Confirmed) => ({
  about: confirmed,
  ...placed(confirmed),
  reasons: confirmed.reasons,
});

/** What the message tells, by what is known: that there is something, the verdict has made sure. */
function told(delivery: Delivery, activity: KnownActivity) {
  const { confirmed, declined, unplaced, deferred, cancelled } = activity;
  switch (delivery.message) {
    case 'confirmed':
    case 'changed':
    case 'moved':
    case 'announced':
    case 'renamed':
    case 'reminder':
    case 'reminder-day':
    case 'reminder-hour':
      return confirmed && standing(confirmed);
    case 'not-seen':
      return cancelled ? gone(cancelled, confirmed) : confirmed && standing(confirmed);
    case 'displaced':
      return confirmed?.displaced && { ...standing(confirmed), ...taken(confirmed.displaced) };
    case 'unplaced':
      return unplaced && { about: unplaced, ...taken(unplaced) };
    case 'declined':
    case 'revision-declined':
      return declined && { about: declined, reasons: declined.reasons, nearest: declined.nearest };
    case 'deferred':
      return deferred && { about: deferred, round: deferred.round };
    case 'cancelled':
      return cancelled && gone(cancelled, confirmed);
  }
}

/**
 * The body of a webhook, as the Standard Webhooks specification wants it: `type`, `timestamp`, `data`. In it is what the
 * organization may see of its activity, and nobody's name. The same each time as long as what it tells has not changed.
 */
export function payloadFor(delivery: Delivery, { activity, center }: Ready, publicUrl: string): string {
  const facts = told(delivery, activity);
  if (!facts) throw new TypeError(`nothing is known of ${activity.id} that a ${delivery.message} could tell`);
  const { about, ...rest } = facts;
  const { title, kind, headcount } = about;
  const { revision, minutesBefore } = delivery;
  return JSON.stringify({
    type: `activity.${delivery.message}`,
    timestamp: delivery.tellAt,
    data: {
      activityId: activity.id,
      revision,
      organizationId: organizationOf(delivery.recipient),
      ...{ title, kind, headcount },
      center: { id: center.id, name: center.name, address: center.address, timeZone: center.timeZone },
      ...(minutesBefore !== undefined && { minutesBefore }),
      ...rest,
      url: `${publicUrl}/activities/${activity.id}`,
    },
  });
}
