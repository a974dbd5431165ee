import {
  type ActivityConfirmed,
  type AllocationDisplaced,
  type Instant,
  instantOf,
  minuteOf,
  type Reason,
} from '@huitang/contracts';
import { type Activity, shownNext } from './activity.ts';
import { type About, type ActivityDecision, aboutOf, aboutOfConfirmed, accept, answersNewest } from './decision.ts';

const HOUR_MINUTES = 60;
/** How long an organizer has to answer, and how long before the start everybody is to know. */
const ANSWER_MINUTES = 48 * HOUR_MINUTES;
const NOTICE_MINUTES = 24 * HOUR_MINUTES;

export type DisplacingCommand = {
  readonly type: 'TakeDisplacement';
  readonly displaced: AllocationDisplaced;
  readonly now: string;
};

/**
 * Until when silence is no answer: two days from now, but a day before the start where that is sooner; never less than an
 * hour from the next full minute, unless it starts before.
 */
export function acceptBy(now: string, start: Instant): Instant {
  const [from, begins] = [minuteOf(now) + 1, minuteOf(start)];
  const wanted = Math.min(from + ANSWER_MINUTES, begins - NOTICE_MINUTES);
  return instantOf(Math.min(begins, Math.max(wanted, from + HOUR_MINUTES)));
}

/**
 * What has lost its place: what stands, unless this has been heard of before; or the newest wish, where its grant is
 * still to be heard of, which then says nothing new. An earlier revision, and what is cancelled, have nothing to lose.
 */
function losing(
  activity: Activity,
  { revision, allocationVersion }: AllocationDisplaced,
): (About & Pick<ActivityConfirmed, 'programme'>) | undefined {
  const { status, confirmed, wished } = activity;
  if (status === 'cancelled') return undefined;
  if (confirmed?.revision === revision) {
    const isNews = allocationVersion > (confirmed.allocationVersion ?? 1);
    return isNews ? { ...aboutOfConfirmed(confirmed), programme: confirmed.programme } : undefined;
  }
  return answersNewest(activity, revision) ? { ...aboutOf(wished), programme: wished.programme } : undefined;
}

/** Why, with what staff said. */
const inTheirWords = ({ because, ordered: { reason } }: AllocationDisplaced): Reason => ({
  ...because,
  values: { reason, ...because.values },
});

/** Staff have taken away what stands: what is held instead stands from now on, pinned, or nothing does. */
export function decideDisplacement({ displaced, now }: DisplacingCommand, activity: Activity): ActivityDecision {
  const lost = losing(activity, displaced);
  if (!lost) return accept();
  const { programme, ...about } = lost;
  const { from: before, ordered, nearest, held, allocationVersion } = displaced;
  const because = inTheirWords(displaced);
  const shown = shownNext(activity, now);
  const why = { before, because, ordered, nearest };
  if (!held) return accept({ type: 'ActivityUnplaced', data: { ...about, ...shown, ...why } });
  const { start, end, setupMinutes, teardownMinutes, claims, reasons } = held;
  return accept({
    type: 'ActivityDisplaced',
    data: {
      ...about,
      ...shown,
      ...{ start, end, setupMinutes, teardownMinutes, claims, reasons, programme, allocationVersion },
      announced: false,
      announcesAt: acceptBy(now, start),
      ...why,
    },
  });
}
