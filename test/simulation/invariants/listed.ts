import type { ActivityConfirmed, ActivityDeclined, ActivityProposed, ActivityRevised } from '@huitang/contracts';
import { minuteOf } from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import { fieldOf } from '../client-commands.ts';

/** One activity as a list is to show it. */
export interface Listed {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly awaitsAnswer: boolean;
  readonly center: string;
  readonly organization: string;
  readonly kind: string;
  readonly title: string;
  readonly audience: string;
  readonly headcount: number;
  readonly start: number;
  readonly end: number;
  readonly resources: readonly string[];
}

type About = Omit<ActivityProposed, 'wish' | 'programme'>;

const about = (event: About) => ({
  id: event.activityId,
  revision: event.revision,
  center: event.centerId,
  organization: event.organizationId,
  kind: event.kind.id,
  title: event.title,
  audience: event.audience,
  headcount: event.headcount,
});

function wished(event: ActivityProposed | ActivityRevised): Listed {
  const start = minuteOf(event.wish.starts[0] ?? '');
  const end = start + event.wish.durationMinutes;
  return { ...about(event), status: 'proposed', awaitsAnswer: true, start, end, resources: [] };
}

function given(event: ActivityConfirmed): Listed {
  const [start, end] = [minuteOf(event.start), minuteOf(event.end)];
  const resources = event.claims.map(({ resourceId }) => resourceId);
  return { ...about(event), status: 'confirmed', awaitsAnswer: false, start, end, resources };
}

/** What stands is shown until something else does; what is called off is shown as what it was. */
function next(before: Listed | undefined, type: string, data: unknown): Listed | undefined {
  // What the log has was written by the schema of its type.
  if (type === 'ActivityProposed') return wished(data as ActivityProposed);
  if (type === 'ActivityConfirmed') return given(data as ActivityConfirmed);
  if (!before) return undefined;
  const { revision } = data as ActivityDeclined;
  switch (type) {
    case 'ActivityRevised':
      return before.status === 'confirmed'
        ? { ...before, revision, awaitsAnswer: true }
        : wished(data as ActivityRevised);
    case 'ActivityMoved':
    case 'ActivityAnnounced': {
      const { start, end, resources } = given(data as ActivityConfirmed);
      return { ...before, start, end, resources };
    }
    case 'ActivityDisplaced': {
      const { start, end, resources } = given(data as ActivityConfirmed);
      const awaitsAnswer = before.awaitsAnswer && before.revision !== revision;
      return { ...before, status: 'confirmed', awaitsAnswer, start, end, resources };
    }
    case 'ActivityUnplaced': {
      const awaitsAnswer = before.awaitsAnswer && before.revision !== revision;
      return { ...before, status: awaitsAnswer ? 'proposed' : 'declined', awaitsAnswer, resources: [] };
    }
    case 'ActivityDeclined':
      return { ...before, revision, status: 'declined', awaitsAnswer: false };
    case 'ActivityRevisionDeclined':
      return { ...before, revision, status: 'confirmed', awaitsAnswer: false };
    case 'ActivityCancelled':
      return { ...before, status: 'cancelled', awaitsAnswer: false };
    default:
      return before;
  }
}

export const listedOf = (commits: readonly Commit[]): Listed | undefined =>
  commits
    .flatMap(({ events }) => events)
    .reduce<Listed | undefined>((before, { type, data }) => next(before, type, data), undefined);

/** For comparing: whatever the order of its fields. */
export const lineOf = (one: Listed): string => JSON.stringify(Object.entries(one).sort());

const text = (item: unknown, field: string): string => String(fieldOf(item, field));

/** The same of an item as it came over the wire. */
export function listedIn(item: unknown): Listed {
  const claims = fieldOf(item, 'claims');
  return {
    id: text(item, 'id'),
    revision: Number(fieldOf(item, 'revision')),
    center: text(item, 'center'),
    organization: text(item, 'organization'),
    kind: text(fieldOf(item, 'kind'), 'id'),
    title: text(item, 'title'),
    audience: text(item, 'audience'),
    headcount: Number(fieldOf(item, 'headcount')),
    status: text(item, 'status'),
    awaitsAnswer: fieldOf(item, 'awaitsAnswer') === true,
    start: minuteOf(text(item, 'start')),
    end: minuteOf(text(item, 'end')),
    resources: Array.isArray(claims) ? claims.map((claim) => text(claim, 'resourceId')) : [],
  };
}
