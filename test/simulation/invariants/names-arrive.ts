import { NO_SUCH_BOX } from '@huitang/engine-simulated';
import { convertIcsCalendar } from 'ts-ics';
import type { Findings, Invariant, View } from './invariant.ts';
import { preferenceOf } from './preferred.ts';
import { type Placed, publicState } from './public-state.ts';

/** The place that calendars show which live on mails, by the activity's id: what the newest mail has brought. */
type Shown = Map<string, { readonly sequence: number; readonly location: string }>;

const isWaiting = ({ world, options }: View, id: string): boolean =>
  options.topology.some(({ database }) =>
    [...world.durable.records(database, 'notification-deliveries').from(`${id}/`, '')].some(
      ({ key, dueAt }) => key.startsWith(`${id}/`) && key.includes('/renamed/') && dueAt !== undefined,
    ),
  );

function isTold(view: View, { confirmed, cancelled }: Placed): boolean {
  const { world, options } = view;
  const { organizationId, start, notify } = confirmed;
  // A clock that was ahead when it was planned has found some of them too late.
  const late = options.disturbances.clockEveryMs > 0 ? options.disturbances.clockMaxMs : 0;
  const contact = world.durable.vault.get(`organization/${organizationId}`);
  const hasBox = contact?.email !== undefined && !contact.email.endsWith(NO_SUCH_BOX);
  return hasBox && notify && !cancelled && Date.parse(start) - late > world.scheduler.now();
}

/** Whoever has an activity in a calendar by invitations sees it under the names that its room and its center have now. */
export const namesArrive: Invariant = {
  name: 'I5 names arrive',
  watch(view) {
    const shown: Shown = new Map();
    return {
      delivered({ mail }): Findings {
        const { events = [] } = mail.invitation ? convertIcsCalendar(undefined, mail.invitation.content) : {};
        for (const { uid, sequence = 0, location = '' } of events) {
          const id = uid.slice(0, uid.indexOf('@'));
          if (sequence >= (shown.get(id)?.sequence ?? 0)) shown.set(id, { sequence, location });
        }
        return [];
      },
      ended({ quiet }): Findings {
        if (!quiet) return [];
        const { activities, centers } = publicState(view);
        return [...shown].flatMap(([id, { location }]) => {
          const placed = activities.get(id);
          const name = placed && centers.get(placed.confirmed.centerId)?.name;
          if (!placed || !name || !isTold(view, placed) || isWaiting(view, id)) return [];
          if (preferenceOf(view, placed.confirmed.organizationId).calendar !== 'invitations') return [];
          const isNow = location.includes(name.zh) || location.includes(name.en);
          return isNow ? [] : [`the calendar of ${placed.confirmed.organizationId} shows ${id} at ${location}`];
        });
      },
    };
  },
};
