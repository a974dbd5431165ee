import type { ActivityDisplaced, ActivityUnplaced, AllocationDisplaced } from '@huitang/contracts';
import type { Commit, StoredEvent } from '@huitang/runtime';
import { streamsOf } from '../state.ts';
import type { Findings, Invariant, View } from './invariant.ts';
import { isSettled } from './settled.ts';

/** What staff have taken away from one revision, and how often it had been given something by then. */
const keyOf = ({ activityId, revision, allocationVersion }: AllocationDisplaced): string =>
  `${activityId}#${revision}.${allocationVersion}`;

const eventsOf = (commits: readonly Commit[]): readonly StoredEvent[] => commits.flatMap(({ events }) => events);

function displacedIn(view: View): readonly AllocationDisplaced[] {
  return [...streamsOf(view, 'room-allocation', '').values()]
    .flatMap(eventsOf)
    .filter(({ type }) => type === 'AllocationDisplaced')
    .map(({ data }) => data as AllocationDisplaced);
}

const NEWER = new Set(['ActivityRevised', 'ActivityCancelled']);

/** True where a newer wish, or calling it off, has made the old place nobody's business. */
function isSuperseded({ type, data }: StoredEvent, { revision }: AllocationDisplaced): boolean {
  if (type === 'ActivityCancelled') return true;
  return NEWER.has(type) && (data as ActivityUnplaced).revision > revision;
}

/** Told as it was: the same place that is held instead, or that there is none. */
function tells({ type, data }: StoredEvent, of: AllocationDisplaced): boolean {
  if (type === 'ActivityDisplaced') {
    const { revision, allocationVersion = 1, start } = data as ActivityDisplaced;
    return revision === of.revision && allocationVersion === of.allocationVersion && start === of.held?.start;
  }
  return type === 'ActivityUnplaced' && !of.held && (data as ActivityUnplaced).revision === of.revision;
}

function untold(view: View): Findings {
  const activities = streamsOf(view, 'scheduling', 'activity/');
  const all = displacedIn(view);
  return all.flatMap((one) => {
    const events = eventsOf(activities.get(`activity/${one.activityId}`) ?? []);
    // Whoever is displaced twice may hear of the second alone.
    const isLast = !all.some(
      ({ activityId, revision, allocationVersion }) =>
        activityId === one.activityId && revision === one.revision && allocationVersion > one.allocationVersion,
    );
    const isKnown = events.some((event) => tells(event, one) || isSuperseded(event, one));
    return isLast && !isKnown ? [`${keyOf(one)} was displaced, and nobody was told`] : [];
  });
}

/** At rest whoever was displaced has been told, unless a newer wish has taken its place; and nobody else has. */
export const displacedIsTold: Invariant = {
  name: 'I14 displaced is told',
  watch(view) {
    const displaced = new Set<string>();
    return {
      committed(service, { stream, version, events }): Findings {
        return events.flatMap(({ type, data }) => {
          if (service === 'room-allocation' && type === 'AllocationDisplaced') {
            const { activityId, revision } = data as AllocationDisplaced;
            displaced.add(`${activityId}#${revision}`);
          }
          if (type !== 'ActivityDisplaced' && type !== 'ActivityUnplaced') return [];
          const { activityId, revision } = data as ActivityUnplaced;
          const isSo = displaced.has(`${activityId}#${revision}`);
          return isSo ? [] : [`${stream}@${version}: ${type} of #${revision}, which has what it was given`];
        });
      },
      ended: ({ quiet }) => (quiet && isSettled(view) ? untold(view) : []),
    };
  },
};
