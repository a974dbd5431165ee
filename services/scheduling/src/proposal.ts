import { type Instant, instantOf, minuteOf } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply } from '@huitang/runtime';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Kind } from './catalogue/kind.ts';
import { durationOf, needsOf, programmeOf } from './catalogue/needs.ts';
import type { Package } from './catalogue/package.ts';
import type { Route } from './catalogue/route.ts';
import type { Details } from './domain/activity.ts';
import { STARTS_MAX, startsOf } from './domain/starts.ts';
import type { ProposalBody } from './proposal-body.ts';
import type { SchedulingViews } from './views.ts';

const DAY_MINUTES = 1440;
const TIME_TO_ANSWER_MINUTES = 60;

export type Understood =
  | { readonly ok: true; readonly details: Details }
  | { readonly ok: false; readonly reply: Reply };

export interface ProposalContext {
  readonly platform: Platform;
  readonly catalogue: Catalogue;
  readonly views: SchedulingViews;
}

const refuse = (code: string, field: string, wanted: string): Understood => ({
  ok: false,
  reply: fieldProblem(422, code, field, wanted),
});

interface Chosen {
  readonly kind: Kind;
  readonly package: Package | undefined;
  readonly route: Route | undefined;
}

/** What the catalogue says about the body's ids; its schema has checked that they exist. */
function choose(catalogue: Catalogue, body: ProposalBody): Chosen | undefined {
  const { kinds, packages, routes } = catalogue;
  const kind = kinds.get(body.kind);
  return kind && { kind, package: packages.get(body.packageId ?? ''), route: routes.get(body.routeId ?? '') };
}

function minutesWanted(body: ProposalBody, chosen: Chosen): number {
  const asked = body.preferredEnd ? minuteOf(body.preferredEnd) - minuteOf(body.preferredStart) : body.durationMinutes;
  return durationOf(chosen.kind, chosen, asked);
}

/** What only the kind, the clock and the directory can tell about a proposal; undefined when all is well. */
async function firstObjection(
  { platform, views }: ProposalContext,
  body: ProposalBody,
  { kind, route }: Chosen,
  minutes: number,
): Promise<Understood | undefined> {
  const missing = kind.requires.find((field) => body[field] === undefined);
  if (missing) return refuse('missing-field', missing, `a ${kind.id} needs it`);
  if (body.packageId && !kind.fromPackage)
    return refuse('not-for-this-kind', 'packageId', `nothing: a ${kind.id} has no package`);
  if (body.routeId && !kind.fromRoute)
    return refuse('not-for-this-kind', 'routeId', `nothing: a ${kind.id} has no route`);
  if (!(await views.centers.get(body.center))) return refuse('unknown-center', 'center', 'the id of a center');
  if (!(await platform.vault.get(`organization/${body.organization}`))) {
    return refuse('unknown-organization', 'organization', 'the id of an organization');
  }
  if (route && route.centerId !== body.center) return refuse('route-elsewhere', 'routeId', `a route of ${body.center}`);
  if (route) return undefined;
  const field = body.preferredEnd ? 'preferredEnd' : 'durationMinutes';
  const { min, max } = kind.usualMinutes;
  if (minutes < min) return refuse('too-short', field, `at least ${min} minutes for a ${kind.id}`);
  if (minutes > max) return refuse('too-long', field, `at most ${max} minutes for a ${kind.id}`);
  return undefined;
}

function timeObjection(starts: readonly string[], body: ProposalBody, kind: Kind, now: number): Understood | undefined {
  const earliest = now + kind.leastLeadMinutes;
  const latest = now + kind.horizonDays * DAY_MINUTES;
  if (minuteOf(body.preferredStart) < earliest) {
    return refuse('starts-too-soon', 'preferredStart', `at least ${kind.leastLeadMinutes} minutes from now`);
  }
  if (minuteOf(body.preferredStart) > latest) {
    return refuse('starts-too-late', 'preferredStart', `at most ${kind.horizonDays} days from now`);
  }
  const outside = starts.some((start) => minuteOf(start) < earliest || minuteOf(start) > latest);
  return outside
    ? refuse('alternative-out-of-range', 'alternatives', 'starts that the kind allows from now')
    : undefined;
}

/** What may be offered instead can still be proposed when it is read: the kind's limits, with time to answer. */
const offerWithin = (kind: Kind, now: number): { from: Instant; to: Instant } => ({
  from: instantOf(now + kind.leastLeadMinutes + TIME_TO_ANSWER_MINUTES),
  to: instantOf(now + kind.horizonDays * DAY_MINUTES),
});

/** Turns a proposal's body into the details of an activity, or into the problem that names what is wrong with it. */
export async function understand(context: ProposalContext, body: ProposalBody): Promise<Understood> {
  const chosen = choose(context.catalogue, body);
  if (!chosen) return refuse('unknown-kind', 'kind', 'a kind of the catalogue');
  const { kind } = chosen;
  const minutes = minutesWanted(body, chosen);
  const objection = await firstObjection(context, body, chosen, minutes);
  if (objection) return objection;
  const expanded = startsOf(body.preferredStart, body.alternatives);
  if (!expanded.ok) return refuse(expanded.code, 'alternatives', `at most ${STARTS_MAX} starts in all`);
  const now = Math.floor(context.platform.clock.now() / 60_000);
  const tooSoonOrLate = timeObjection(expanded.starts, body, kind, now);
  if (tooSoonOrLate) return tooSoonOrLate;
  return {
    ok: true,
    details: {
      centerId: body.center,
      organizationId: body.organization,
      kind: { id: kind.id, name: kind.name },
      ...(chosen.package && { packageId: chosen.package.id }),
      ...(chosen.route && { routeId: chosen.route.id }),
      title: body.title,
      audience: body.audience ?? chosen.package?.audience ?? kind.defaultAudience,
      headcount: body.headcount,
      notify: true,
      programme: body.programme ?? [...programmeOf(kind, chosen)],
      wish: {
        starts: expanded.starts,
        durationMinutes: minutes,
        headcount: body.headcount,
        needs: needsOf(kind, { ...chosen, headcount: body.headcount, extra: body.needs }),
        setupMinutes: kind.setupMinutes,
        teardownMinutes: kind.teardownMinutes,
        asGiven: false,
        offerWithin: offerWithin(kind, now),
      },
    },
  };
}
