import type { Allocation } from './allocation-state.ts';
import type { StartGroup } from './wish-plan.ts';

/** What was planned for which revision, read from the stream of its activity. */
export const newestRevision = ({ sought }: Allocation): number => sought.at(-1)?.revision ?? 0;

export const isSuperseded = (allocation: Allocation, revision: number): boolean =>
  allocation.withdrawnUpTo >= revision || newestRevision(allocation) > revision;

export const soughtGroups = ({ sought }: Allocation, revision: number): readonly StartGroup[] =>
  sought.find((entry) => entry.revision === revision)?.groups ?? [];

/** Every center-day that revisions up to this one may have touched. */
export const daysSought = ({ sought }: Allocation, upToRevision: number): readonly string[] => [
  ...new Set(
    sought
      .filter(({ revision }) => revision <= upToRevision)
      .flatMap(({ groups, elsewhere = [] }) => [...groups.flatMap(({ days }) => days), ...elsewhere]),
  ),
];

/** Every stream in which minutes of revisions up to this one may be counted. */
export const quotasSought = ({ sought }: Allocation, upToRevision: number): readonly string[] => [
  ...new Set(sought.flatMap(({ revision, quota }) => (revision <= upToRevision && quota ? [quota] : []))),
];

export const elsewhereSought = ({ sought }: Allocation, revision: number): readonly string[] | undefined =>
  sought.find((entry) => entry.revision === revision)?.elsewhere;

export const quotaSought = ({ sought }: Allocation, revision: number): string | undefined =>
  sought.find((entry) => entry.revision === revision)?.quota;
