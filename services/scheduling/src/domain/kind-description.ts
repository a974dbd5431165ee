import type { KindDescribed } from '@huitang/contracts';

/** The stream `kind/<id>`: what others have been told of a kind; undefined before they were told anything. */
export type KnownKind = KindDescribed | undefined;

export interface DescribeKind {
  readonly type: 'DescribeKind';
  readonly kind: KindDescribed;
}

interface KindEvent {
  readonly type: 'KindDescribed';
  readonly data: KindDescribed;
}

interface KindDecision {
  readonly ok: true;
  readonly events: readonly KindEvent[];
}

const isSame = (a: KindDescribed, b: KnownKind): boolean =>
  a.horizonDays === b?.horizonDays &&
  a.leastLeadMinutes === b.leastLeadMinutes &&
  a.setupMinutes === b.setupMinutes &&
  a.teardownMinutes === b.teardownMinutes;

/** The rules of `kind/<id>`: only what is new is told. */
export const kindRules = {
  initial: (): KnownKind => undefined,
  evolve: (_: KnownKind, { data }: KindEvent): KnownKind => data,
  decide: ({ kind }: DescribeKind, known: KnownKind): KindDecision => ({
    ok: true,
    events: isSame(kind, known) ? [] : [{ type: 'KindDescribed', data: kind }],
  }),
};
