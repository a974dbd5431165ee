import {
  type AllocationGranted,
  type AllocationTerms,
  type Demanded,
  type Instant,
  instantOf,
  type Minute,
  minuteOf,
  type Tentative,
} from '@huitang/contracts';
import type { AllocationRequest } from './allocator/allocation-problem.ts';
import { withoutNames } from './allocator/nearest.ts';
import { barredFromTold, barredToTell } from './barred-told.ts';
import { type ShapedText, shapedText, textOf } from './shaped-text.ts';

/** What one revision has, as far as taking it away has to know. */
export type Standing = Pick<
  AllocationGranted,
  | 'activityId'
  | 'revision'
  | 'centerId'
  | 'allocationVersion'
  | 'start'
  | 'end'
  | 'claims'
  | 'tentative'
  | 'terms'
  | 'displaces'
>;

/** A standing answer as text: a day keeps many, and looks at one only when it is to be taken away. */
export type KeptStanding = ShapedText;

// Text of one byte a character takes a quarter of what objects do; other characters would make it two.
const WIDE = /[\u0100-\uffff]/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export function keptOf(standing: Standing): KeptStanding {
  const { activityId, revision, centerId, allocationVersion, start, end, claims, terms, displaces } = standing;
  const kept: Standing = { activityId, revision, centerId, allocationVersion, start, end, claims, terms, displaces };
  return shapedText(JSON.stringify(kept).replace(WIDE, escaped));
}

export const standingIn = (kept: KeptStanding): Standing => JSON.parse(textOf(kept));

type Signed = Pick<Demanded, 'organizationId' | 'kindId'>;

/** Who asked, and for what kind, as far as it was told. */
export const signedBy = ({ organizationId, kindId }: Signed = {}): Signed => ({
  ...(organizationId && { organizationId }),
  ...(kindId && { kindId }),
});

/** What an answer that is fixed keeps of its request. */
export function termsFor(request: AllocationRequest, signed: Signed | undefined): AllocationTerms {
  const { preferredStart, durationMinutes, headcount, needs, setupMinutes, teardownMinutes, weight, barred } = request;
  return {
    preferredStart: instantOf(preferredStart),
    durationMinutes,
    headcount,
    needs: [...needs],
    setupMinutes,
    teardownMinutes,
    ...(weight !== undefined && { weight }),
    ...(barred && { barred: barredToTell(barred) }),
    ...signedBy(signed),
  };
}

function fixed({ starts: _, announceLeadMinutes: __, ...terms }: Tentative): AllocationTerms {
  return terms;
}

/** Undefined where it was granted before terms were told. */
export const termsOf = ({ tentative, terms }: Pick<Standing, 'tentative' | 'terms'>): AllocationTerms | undefined =>
  tentative ? fixed(tentative) : terms;

/** The same wish at other starts and in any room that will do; minutes moved are counted from the start that it has. */
export function requestAt(
  { activityId, start }: Pick<Standing, 'activityId'> & { readonly start: Instant },
  terms: AllocationTerms,
  starts: readonly Minute[],
): AllocationRequest {
  const { durationMinutes, headcount, needs, setupMinutes, teardownMinutes, weight, barred } = terms;
  return {
    requestId: activityId,
    starts,
    preferredStart: minuteOf(start),
    durationMinutes,
    headcount,
    needs: withoutNames(needs) ?? needs,
    setupMinutes,
    teardownMinutes,
    asGiven: false,
    weight,
    barred: barred && barredFromTold(barred),
  };
}

/** What a report about demand is made from; undefined where the terms are not known. */
export function demandedOf(standing: Standing): Demanded | undefined {
  const terms = termsOf(standing);
  if (!terms) return undefined;
  const { preferredStart, weight: _, barred: __, ...others } = terms;
  return { ...others, starts: [preferredStart] };
}
