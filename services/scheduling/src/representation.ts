import {
  Alternative,
  Audience,
  Claim,
  KindRef,
  LocalDate,
  Order,
  ProgrammeStep,
  Reason,
  ReasonInWords,
  RoundTimes,
} from '@huitang/contracts';
import { type Names, reasonInWords } from '@huitang/wording';
import { z } from 'zod';
import type { Activity, Declined } from './domain/activity.ts';
import { roundOf } from './domain/deferring.ts';

export const StatusText = z.enum(['proposed', 'confirmed', 'declined', 'cancelled']);

const about = {
  id: z.string(),
  status: StatusText,
  /** The newest wish's number. */
  revision: z.int(),
  /** True while an answer to the newest wish is owed. */
  awaitsAnswer: z.boolean(),
  /** True when what stands, or stood until it was cancelled, is public and moves no more by itself. */
  announced: z.boolean(),
  center: z.string(),
  organization: z.string(),
  kind: KindRef,
  packageId: z.string().optional(),
  routeId: z.string().optional(),
  title: z.string(),
  audience: Audience,
  headcount: z.int(),
};

export const ActivitySummary = z.object({ ...about, start: z.string(), end: z.string(), claims: z.array(Claim) });

/** One activity as its organizer sees it. */
export const ActivityDocument = z.object({
  ...about,
  /** All acceptable starts, the preferred one first. */
  wishedStarts: z.array(z.string()),
  durationMinutes: z.int(),
  programme: z.array(ProgrammeStep),
  /** While the newest wish waits in the round of a day: it is answered with all others by `publishesAt`, or right after it where it came `late`. */
  round: RoundTimes.extend({ date: LocalDate, late: z.boolean().optional() }).optional(),
  /** True when what stands was fixed before it is announced. */
  pinned: z.boolean(),
  /** When what stands is announced at the latest; absent once it is. */
  announcesAt: z.string().optional(),
  /** Within what what stands may start until then; absent where it moves no more. `starts` has its own among them. */
  window: z.object({ earliest: z.string(), latest: z.string(), starts: z.array(z.string()) }).optional(),
  /**
   * What stands: what was given, and to what. Absent until confirmed. The rest of the document tells of the newest wish,
   * which changes nothing here while it is pending or once it was declined. Claims include setup and teardown.
   */
  allocation: z
    .object({
      revision: z.int(),
      kind: KindRef,
      title: z.string(),
      audience: Audience,
      headcount: z.int(),
      programme: z.array(ProgrammeStep),
      start: z.string(),
      end: z.string(),
      setupMinutes: z.int(),
      teardownMinutes: z.int(),
      claims: z.array(Claim),
      reasons: z.array(Reason),
    })
    .optional(),
  /**
   * While what stands is held instead of what staff have taken away: why, what it was, what else could be had, and until
   * when the organizer can answer. Announcing accepts it, as silence does; revising or cancelling is the other answer.
   */
  displaced: z
    .object({
      because: ReasonInWords,
      ordered: Order,
      before: z.object({ start: z.string(), end: z.string(), claims: z.array(Claim) }),
      nearest: z.array(Alternative),
      acceptBy: z.string(),
    })
    .optional(),
  /** Why the newest wish was turned down, and what could be had instead. */
  declined: z.object({ revision: z.int(), reasons: z.array(ReasonInWords), nearest: z.array(Alternative) }).optional(),
  links: z.object({ self: z.string(), history: z.string(), calendar: z.string() }),
});
export type ActivityDocument = z.infer<typeof ActivityDocument>;

function allocationOf(confirmed: NonNullable<Activity['confirmed']>): ActivityDocument['allocation'] {
  const { revision, kind, title, audience, headcount, programme } = confirmed;
  const { start, end, setupMinutes, teardownMinutes, claims, reasons } = confirmed;
  const about = { revision, kind, title, audience, headcount, programme };
  return { ...about, start, end, setupMinutes, teardownMinutes, claims, reasons };
}

function displacedOf({ displaced, confirmed }: Activity, names: Names): Pick<ActivityDocument, 'displaced'> {
  if (!displaced || !confirmed) return {};
  const { because, ordered, before, nearest } = displaced;
  const acceptBy = confirmed.announcesAt ?? confirmed.start;
  return { displaced: { because: reasonInWords(because, names), ordered, before, nearest: [...nearest], acceptBy } };
}

/** What is still open about what stands. */
function openOf({ status, confirmed, pinned }: Activity): Pick<ActivityDocument, 'pinned' | 'announcesAt' | 'window'> {
  const { announcesAt, mayStart } = status === 'cancelled' ? {} : (confirmed ?? {});
  const starts = [...(mayStart ?? [])].sort((a, b) => Date.parse(a) - Date.parse(b));
  const [earliest] = starts;
  const latest = starts.at(-1);
  return {
    pinned,
    ...(announcesAt && { announcesAt }),
    ...(earliest && latest && { window: { earliest, latest, starts } }),
  };
}

/** The revision, then how often it has changed: an `If-Match` with an older revision, or from before staff took away what stood, is stale. */
export const etagOf = ({ wished, changes }: Activity): string => `"${wished.revision}.${changes}"`;

function declinedOf({ revision, reasons, nearest }: Declined, names: Names): ActivityDocument['declined'] {
  return { revision, reasons: reasons.map((reason) => reasonInWords(reason, names)), nearest: [...nearest] };
}

/** `names` are what its reasons call resources by. */
export function activityDocument(activity: Activity, names: Names): ActivityDocument {
  const { wished, confirmed, declined } = activity;
  const self = `/api/activities/${wished.activityId}`;
  const round = roundOf(activity);
  return {
    id: wished.activityId,
    status: activity.status,
    revision: wished.revision,
    awaitsAnswer: activity.awaitsAnswer,
    announced: confirmed?.announced ?? false,
    center: wished.centerId,
    organization: wished.organizationId,
    kind: wished.kind,
    ...(wished.packageId && { packageId: wished.packageId }),
    ...(wished.routeId && { routeId: wished.routeId }),
    title: wished.title,
    audience: wished.audience,
    headcount: wished.headcount,
    wishedStarts: wished.wish.starts,
    durationMinutes: wished.wish.durationMinutes,
    programme: wished.programme,
    ...(round && { round }),
    ...openOf(activity),
    ...(confirmed && { allocation: allocationOf(confirmed) }),
    ...displacedOf(activity, names),
    ...(declined && { declined: declinedOf(declined, names) }),
    links: { self, history: `${self}/history`, calendar: `${self}.ics` },
  };
}
