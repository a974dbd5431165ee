import { type Instant, instantOf, kindObjection, minuteOf } from '@huitang/contracts';
import type { Platform, Reply } from '@huitang/runtime';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Kind } from './catalogue/kind.ts';
import { durationOf, needsOf } from './catalogue/needs.ts';
import { programmeOf } from './catalogue/programme.ts';
import type { Details } from './domain/activity-event.ts';
import { STARTS_MAX, startsOf } from './domain/starts.ts';
import { minutesAsked, objectToTerms } from './object-to-terms.ts';
import { type Chosen, type Objection, objection, objectionReply } from './objection.ts';
import type { ProposalBody } from './proposal-body.ts';
import type { SchedulingViews } from './views.ts';

const DAY_MINUTES = 1440;
const TIME_TO_ANSWER_MINUTES = 60;

export type Understood =
  | { readonly ok: true; readonly details: Details }
  | { readonly ok: false; readonly code: Objection['code']; readonly reply: Reply };

export interface ProposalContext {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly views: SchedulingViews;
}

const refuse = (because: Objection): Understood => ({
  ok: false,
  code: because.code,
  reply: objectionReply(because),
});

/** What the catalogue says about the body's ids; its schema has checked that they exist. */
function choose(catalogue: Catalogue, body: ProposalBody): Chosen | undefined {
  const { kinds, packages, routes } = catalogue;
  const kind = kinds.get(body.kind);
  return kind && { kind, package: packages.get(body.packageId ?? ''), route: routes.get(body.routeId ?? '') };
}

function timeObjection(starts: readonly string[], body: ProposalBody, kind: Kind, now: number): Objection | undefined {
  const wrong = kindObjection(minuteOf(body.preferredStart), now, kind);
  if (wrong === 'starts-too-soon')
    return objection(wrong, 'preferredStart', `at least ${kind.leastLeadMinutes} minutes from now`);
  if (wrong) return objection(wrong, 'preferredStart', `at most ${kind.horizonDays} days from now`);
  const outside = starts.some((start) => kindObjection(minuteOf(start), now, kind));
  return outside
    ? objection('alternative-out-of-range', 'alternatives', 'starts that the kind allows from now')
    : undefined;
}

/** Minutes since 1970 that the clock has completed. */
export const currentMinute = ({ clock }: Pick<Platform, 'clock'>): number => Math.floor(clock.now() / 60_000);

/** What may be offered instead can still be proposed when it is read: the kind's limits, with time to answer. */
export const offerWithin = (kind: Kind, now: number): { from: Instant; to: Instant } => ({
  from: instantOf(now + kind.leastLeadMinutes + TIME_TO_ANSWER_MINUTES),
  to: instantOf(now + kind.horizonDays * DAY_MINUTES),
});

/** The starts and minutes that were asked for, and the minute it is. */
export interface Wanted {
  readonly starts: Instant[];
  readonly minutes: number;
  readonly now: number;
}

export const detailsOf = (body: ProposalBody, chosen: Chosen, { starts, minutes, now }: Wanted): Details => ({
  centerId: body.center,
  organizationId: body.organization,
  kind: { id: chosen.kind.id, name: chosen.kind.name },
  ...(chosen.package && { packageId: chosen.package.id, packageName: chosen.package.name }),
  ...(chosen.route && { routeId: chosen.route.id, routeName: chosen.route.name }),
  title: body.title,
  audience: body.audience ?? chosen.package?.audience ?? chosen.kind.defaultAudience,
  headcount: body.headcount,
  notify: true,
  programme: body.programme ?? [...programmeOf(chosen.kind, chosen, minutes)],
  wish: {
    starts,
    durationMinutes: minutes,
    headcount: body.headcount,
    needs: needsOf(chosen.kind, { ...chosen, headcount: body.headcount, extra: body.needs }),
    setupMinutes: chosen.kind.setupMinutes,
    teardownMinutes: chosen.kind.teardownMinutes,
    asGiven: false,
    weight: chosen.kind.weight,
    offerWithin: offerWithin(chosen.kind, now),
    // Who offers one start has it fixed at once.
    ...(starts.length > 1 && { announceLeadMinutes: chosen.kind.announceLeadDays * DAY_MINUTES }),
  },
});

/** Turns a proposal's body into the details of an activity, or into the problem that names what is wrong with it. */
export async function understand(context: ProposalContext, body: ProposalBody): Promise<Understood> {
  const { platform, views, catalogue } = context;
  const chosen = choose(catalogue, body);
  if (!chosen) return refuse(objection('unknown-kind', 'kind', 'a kind of the catalogue'));
  const minutes = durationOf(chosen.kind, chosen, minutesAsked(body));
  const wrong = await objectToTerms({ platform, views, body, chosen, minutes });
  if (wrong) return refuse(wrong);
  const expanded = startsOf(body.preferredStart, body.alternatives);
  if (!expanded.ok) return refuse(objection(expanded.code, 'alternatives', `at most ${STARTS_MAX} starts in all`));
  const now = currentMinute(platform);
  const tooSoonOrLate = timeObjection(expanded.starts, body, chosen.kind, now);
  if (tooSoonOrLate) return refuse(tooSoonOrLate);
  return { ok: true, details: detailsOf(body, chosen, { starts: expanded.starts, minutes, now }) };
}
