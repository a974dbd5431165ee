import type {
  ActivityAnnounced,
  ActivityCancelled,
  ActivityConfirmed,
  ActivityDeclined,
  ActivityDeferred,
  ActivityDisplaced,
  ActivityMoved,
  ActivityRevised,
  ActivityUnplaced,
} from '@huitang/contracts';
import { bodyHash, type Commit } from '@huitang/runtime';

/** A mail that follows from an event, or will when its time has come. */
export interface Letter {
  /** As the ledger calls it. */
  readonly key: string;
  readonly messageId: string;
  readonly activityId: string;
  readonly revision: number;
  readonly message: string;
  /** Of a reminder: how long before the start. */
  readonly minutesBefore?: number;
  readonly organizationId: string;
  /** Milliseconds; undefined for at once. */
  readonly tellAt?: number;
  /** What it tells of, where it tells of a place. */
  readonly confirmed?: ActivityConfirmed;
}

const UID_DOMAIN = 'huitang.example.org';
const MINUTE_MS = 60_000;

/** How long before the start those are reminded who have not said anything. */
export const USUAL_MINUTES: readonly number[] = [1_440, 60];

type About = Pick<ActivityConfirmed, 'activityId' | 'revision' | 'organizationId'>;

/** One mail about an activity; `version` as keys of the ledger have it. */
export function letterOf({ activityId, revision, organizationId }: About, message: string, version = ''): Letter {
  const key = `${activityId}/${revision}${version}/${message}/organization/${organizationId}`;
  return { key, messageId: `${bodyHash(key)}@${UID_DOMAIN}`, activityId, revision, message, organizationId };
}

/** The part of a key: two of them had names before there were others. */
const reminderName = (minutesBefore: number): string =>
  ({ 1440: 'reminder-day', 60: 'reminder-hour' })[minutesBefore] ?? `reminder-${minutesBefore}`;

/** The first word of what was given, moved, displaced or announced; and, of what is public, the reminders. */
function ofPlaced(
  message: string,
  confirmed: ActivityConfirmed,
  distances: readonly number[],
  version = '',
): readonly Letter[] {
  const startMs = Date.parse(confirmed.start);
  const about = (name: string): Letter => ({ ...letterOf(confirmed, name, version), confirmed });
  const first = about(message);
  if (confirmed.announced === false) return [first];
  const reminders = distances.map((minutesBefore) => ({
    ...about(reminderName(minutesBefore)),
    minutesBefore,
    tellAt: startMs - minutesBefore * MINUTE_MS,
  }));
  return [first, ...reminders];
}

/** What is told anew with every place that one revision is given. */
const versionOf = ({ allocationVersion }: ActivityConfirmed): string => `.${allocationVersion}`;

const ofConfirmed = (confirmed: ActivityConfirmed, distances: readonly number[]): readonly Letter[] =>
  ofPlaced(confirmed.revision === 1 ? 'confirmed' : 'changed', confirmed, distances);

/** Every mail that one event of an activity gives rise to. */
function ofEvent(type: string, data: unknown, distances: readonly number[]): readonly Letter[] {
  // Walk-ins are nobody's post.
  if ((data as Partial<ActivityConfirmed>).notify === false) return [];
  // What the log has was written by the schema of its type.
  switch (type) {
    case 'ActivityConfirmed':
      return ofConfirmed(data as ActivityConfirmed, distances);
    case 'ActivityMoved':
      return ofPlaced('moved', data as ActivityMoved, distances, versionOf(data as ActivityMoved));
    case 'ActivityDisplaced':
      return ofPlaced('displaced', data as ActivityDisplaced, distances, versionOf(data as ActivityDisplaced));
    case 'ActivityAnnounced': {
      const announced = data as ActivityAnnounced;
      return ofPlaced('announced', announced, distances, announced.wasDisplaced ? versionOf(announced) : '');
    }
    case 'ActivityUnplaced':
      return [letterOf(data as ActivityUnplaced, 'unplaced')];
    // Once, in however many rounds it waits: nobody has to be told for longer than it does.
    case 'ActivityDeferred':
      return [letterOf(data as ActivityDeferred, 'deferred')];
    case 'ActivityDeclined':
      return [letterOf(data as ActivityDeclined, 'declined')];
    case 'ActivityRevisionDeclined':
      return [letterOf(data as ActivityDeclined, 'revision-declined')];
    case 'ActivityCancelled': {
      const cancelled = data as ActivityCancelled;
      return cancelled.wasConfirmed ? [letterOf(cancelled, 'cancelled')] : [];
    }
    default:
      return [];
  }
}

/** Every mail of a commit, with reminders at these distances from the start. */
export const lettersOf = ({ events }: Commit, distances: readonly number[] = USUAL_MINUTES): readonly Letter[] =>
  events.flatMap(({ type, data }) => ofEvent(type, data, distances));

const PLACES = ['ActivityConfirmed', 'ActivityDisplaced', 'ActivityUnplaced'];
const DECLINES = ['ActivityDeclined', 'ActivityRevisionDeclined'];

/** Of the letters an activity's events gave rise to, those that are still true at its end, and have to have been sent. */
export function stillTrue(commits: readonly Commit[], distances: readonly number[] = USUAL_MINUTES): readonly Letter[] {
  const events = commits.flatMap((commit) => commit.events);
  const last = events.at(-1);
  if (!last || last.type === 'ActivityProposed') return [];
  if (last.type === 'ActivityCancelled') return ofEvent(last.type, last.data, distances);
  const newest = (types: readonly string[], from = 0) =>
    events.slice(from).findLast(({ type }) => types.includes(type));
  const indexOf = (event: (typeof events)[number] | undefined): number => (event ? events.lastIndexOf(event) : 0);
  const place = newest(PLACES);
  const since = indexOf(place);
  const announced = newest(['ActivityAnnounced'], since);
  const isAnswered = place?.type === 'ActivityDisplaced' && announced;
  // That a change was refused says what stays: not where that has been taken away since.
  const declinedFrom = place?.type === 'ActivityUnplaced' ? since : indexOf(newest(['ActivityConfirmed']));
  const told = [
    isAnswered ? undefined : place,
    newest(['ActivityMoved'], since),
    announced,
    newest(DECLINES, declinedFrom),
  ];
  return told.flatMap((event) => (event ? ofEvent(event.type, event.data, distances) : []));
}

/** The last moment at which anybody would want to hear that a wish was declined. */
export function wishEnds(commits: readonly Commit[], revision: number): number {
  const wished = commits
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'ActivityProposed' || type === 'ActivityRevised')
    .map(({ data }) => data as ActivityRevised)
    .find((one) => one.revision === revision);
  return Math.max(...(wished?.wish.starts.map((start) => Date.parse(start)) ?? [0]));
}
