import {
  type Bilingual,
  type Claim,
  type Interval,
  type LocalDate,
  type Minute,
  minuteOf,
  publicMask,
} from '@huitang/contracts';
import type { ActivityAnswer, ListedActivity } from '../api/answers.ts';

/** An activity with no more than the public may know of it. */
export interface ShownActivity extends Interval {
  readonly id: string;
  readonly title: Bilingual;
  readonly kind: { readonly id: string; readonly name: Bilingual };
  readonly rooms: readonly Bilingual[];
  /** Of a walk, in order. */
  readonly stops: readonly Bilingual[];
  /** True while its organizer has asked for something else and waits for the answer. */
  readonly awaitsAnswer: boolean;
  /** False while its start or room may still move. */
  readonly announced: boolean;
  readonly membersOnly: boolean;
}

const both = (text: string): Bilingual => ({ zh: text, en: text });

const namesOf = (claims: readonly Claim[], role: Claim['role']): readonly Bilingual[] =>
  claims.filter((claim) => claim.role === role).map(({ name }) => name);

/** Undefined for what lists do not tell at all. */
export function shownActivity(activity: ListedActivity): ShownActivity | undefined {
  const mask = publicMask[activity.audience];
  if (mask === 'occupied-only') return undefined;
  const { id, kind, title, claims, awaitsAnswer, announced } = activity;
  return {
    id,
    kind,
    title: mask === 'everything' ? both(title) : kind.name,
    start: minuteOf(activity.start),
    end: minuteOf(activity.end),
    rooms: namesOf(claims, 'room'),
    stops: namesOf(claims, 'stop'),
    awaitsAnswer,
    announced,
    membersOnly: activity.audience === 'members',
  };
}

/** What the page of one activity may say. */
export interface ShownDetails {
  /** Undefined where only "occupied" may be said. */
  readonly about?: {
    readonly title: Bilingual;
    readonly kind: ActivityAnswer['kind'];
    readonly membersOnly: boolean;
  };
  /** Undefined where no more than the kind may be said. */
  readonly details?: Pick<ActivityAnswer, 'programme' | 'headcount' | 'declined'>;
  readonly status: ActivityAnswer['status'];
  readonly awaitsAnswer: boolean;
  /** Of what is not announced yet: when it is at the latest. */
  readonly announcesAt?: Minute;
  /** Of what staff have put elsewhere, until that is announced: when it was, and when it is announced at the latest. */
  readonly displaced?: { readonly before: Interval; readonly by: Minute };
  /** The round that its newest wish waits in: of which day, and when that is answered at the latest. */
  readonly round?: { readonly date: LocalDate; readonly by: Minute; readonly isLate: boolean };
  /** True when it was given a place once, so that calendars know it. */
  readonly hadPlace: boolean;
  /** As given, or as wished for until then. */
  readonly when: Interval;
  readonly rooms: readonly Bilingual[];
  readonly stops: readonly Bilingual[];
}

function displacedIn({ displaced }: ActivityAnswer): Pick<ShownDetails, 'displaced'> {
  if (!displaced) return {};
  const { before, acceptBy } = displaced;
  return {
    displaced: { before: { start: minuteOf(before.start), end: minuteOf(before.end) }, by: minuteOf(acceptBy) },
  };
}

function roundIn({ round }: ActivityAnswer): Pick<ShownDetails, 'round'> {
  if (!round) return {};
  return { round: { date: round.date, by: minuteOf(round.publishesAt), isLate: round.late ?? false } };
}

function whenOf({ allocation, wishedStarts, durationMinutes }: ActivityAnswer): Interval {
  if (allocation) return { start: minuteOf(allocation.start), end: minuteOf(allocation.end) };
  const start = minuteOf(wishedStarts[0] ?? '');
  return { start, end: start + durationMinutes };
}

/**
 * Undefined when nothing at all may be said: a private activity that holds no place. What stands is shown, under its own
 * mask; a wish only until something stands.
 */
export function shownDetails(activity: ActivityAnswer): ShownDetails | undefined {
  const { status, awaitsAnswer, declined, allocation, announcesAt } = activity;
  const { kind, title, audience, headcount, programme } = allocation ?? activity;
  const claims = allocation?.claims ?? [];
  const place = {
    status,
    awaitsAnswer,
    ...(announcesAt && { announcesAt: minuteOf(announcesAt) }),
    ...displacedIn(activity),
    ...roundIn(activity),
    hadPlace: allocation !== undefined,
    when: whenOf(activity),
    rooms: namesOf(claims, 'room'),
    stops: namesOf(claims, 'stop'),
  };
  switch (publicMask[audience]) {
    case 'everything':
      return {
        ...place,
        about: { title: both(title), kind, membersOnly: false },
        details: { programme, headcount, declined },
      };
    case 'kind-only':
      return { ...place, about: { title: kind.name, kind, membersOnly: true } };
    case 'occupied-only':
      return status === 'confirmed' ? place : undefined;
  }
}
