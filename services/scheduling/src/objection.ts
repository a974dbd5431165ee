import { fieldProblem, type Platform, type Reply } from '@huitang/runtime';
import type { Kind } from './catalogue/kind.ts';
import type { Package } from './catalogue/package.ts';
import type { Route } from './catalogue/route.ts';
import type { ProposalBody } from './proposal-body.ts';
import type { SchedulingViews } from './views.ts';

/** What the catalogue says about a body's ids. */
export interface Chosen {
  readonly kind: Kind;
  readonly package: Package | undefined;
  readonly route: Route | undefined;
}

/** A proposal whose shape is right, with what is known to judge it by. */
export interface Asked {
  readonly platform: Platform;
  readonly views: SchedulingViews;
  readonly body: ProposalBody;
  readonly chosen: Chosen;
  /** From start to end. */
  readonly minutes: number;
}

/** Every reason that is not in the shape of a body, with its status. */
export const objections = {
  'unknown-kind': 422,
  'unknown-center': 422,
  'unknown-organization': 422,
  'unknown-resource': 422,
  'unknown-feature': 422,
  'missing-field': 422,
  'kind-may-not-displace': 422,
  'not-for-this-kind': 422,
  'route-elsewhere': 422,
  'length-from-route': 422,
  'too-short': 422,
  'too-long': 422,
  'beyond-the-end': 422,
  'programme-too-long': 422,
  'too-many-starts': 422,
  'starts-too-soon': 422,
  'starts-too-late': 422,
  'alternative-out-of-range': 422,
} as const;

/** What is wrong with one field, in words: what was wanted. */
export interface Objection {
  readonly code: keyof typeof objections;
  readonly field: string;
  readonly wanted: string;
}

export const objection = (code: Objection['code'], field: string, wanted: string): Objection => ({
  code,
  field,
  wanted,
});

export const objectionReply = ({ code, field, wanted }: Objection): Reply =>
  fieldProblem(objections[code], code, field, wanted);
