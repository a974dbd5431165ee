import {
  type ActivityConfirmed,
  type ActivityDisplaced,
  type ActivityProposed,
  type ActivityUnplaced,
  type Claim,
  instantOf,
  minuteOf,
} from '@huitang/contracts';
import type { Status } from './domain/activity.ts';

/** One activity in lists. Times are those confirmed, or those wished for until then. */
export interface ActivityRow {
  readonly id: string;
  readonly status: Status;
  readonly revision: number;
  readonly awaitsAnswer: boolean;
  /** True while what was confirmed is not announced, and if it is cancelled before; absent otherwise. */
  readonly tentative?: boolean;
  readonly center: string;
  readonly organization: string;
  readonly kindId: string;
  readonly kind: ActivityProposed['kind'];
  readonly packageId?: string;
  readonly routeId?: string;
  readonly title: string;
  readonly audience: ActivityProposed['audience'];
  readonly headcount: number;
  readonly start: string;
  readonly end: string;
  readonly claims: readonly Claim[];
}

type About = Omit<ActivityProposed, 'wish' | 'programme'>;

const aboutRow = (about: About): Omit<ActivityRow, 'status' | 'awaitsAnswer' | 'start' | 'end' | 'claims'> => ({
  id: about.activityId,
  revision: about.revision,
  center: about.centerId,
  organization: about.organizationId,
  kindId: about.kind.id,
  kind: about.kind,
  ...(about.packageId && { packageId: about.packageId }),
  ...(about.routeId && { routeId: about.routeId }),
  title: about.title,
  audience: about.audience,
  headcount: about.headcount,
});

function wishedTimes({ wish }: ActivityProposed): { start: string; end: string } {
  const start = minuteOf(wish.starts[0] ?? '');
  return { start: instantOf(start), end: instantOf(start + wish.durationMinutes) };
}

export const proposedRow = (event: ActivityProposed): ActivityRow => ({
  ...aboutRow(event),
  ...wishedTimes(event),
  status: 'proposed',
  awaitsAnswer: true,
  claims: [],
});

export const placedIn = ({ start, end, claims, announced }: ActivityConfirmed) => ({
  start,
  end,
  claims,
  ...(!announced && { tentative: true }),
});

export function confirmedRow(event: ActivityConfirmed, before: ActivityRow | undefined): ActivityRow {
  const row: ActivityRow = { ...aboutRow(event), ...placedIn(event), status: 'confirmed', awaitsAnswer: false };
  // What waited in a round may be granted after a newer wish was asked for.
  if (!before || before.revision <= event.revision) return row;
  return { ...row, revision: before.revision, awaitsAnswer: before.awaitsAnswer };
}

/** Of a revision that is answered by this, as it is heard before its grant. */
const stillAwaits = ({ awaitsAnswer, revision }: ActivityRow, event: { readonly revision: number }): boolean =>
  awaitsAnswer && revision !== event.revision;

export const displacedRow = ({ tentative: _, ...row }: ActivityRow, event: ActivityDisplaced): ActivityRow => ({
  ...row,
  ...placedIn(event),
  status: 'confirmed',
  awaitsAnswer: stillAwaits(row, event),
});

export function unplacedRow({ tentative: _, ...row }: ActivityRow, event: ActivityUnplaced): ActivityRow {
  const awaitsAnswer = stillAwaits(row, event);
  return { ...row, status: awaitsAnswer ? 'proposed' : 'declined', awaitsAnswer, claims: [] };
}
