import type {
  CenterHoursChanged,
  CenterNeighboursChanged,
  CenterOpened,
  CenterProfile,
  ResourceAdded,
} from '@huitang/contracts';
import type { Commit } from '@huitang/runtime';
import type { Span } from './takings.ts';

interface Version {
  readonly version: number;
  /** The number of the commit since which it is so. */
  readonly since: number;
  readonly profile: CenterProfile;
}

/** What centers were, version by version. */
export interface KnownCenters {
  committed(number: number, commit: Pick<Commit, 'stream' | 'version' | 'events'>): void;
  /** As it was at any moment of a span. */
  during(centerId: string, span: Span): readonly CenterProfile[];
  at(centerId: string, version: number): CenterProfile | undefined;
  now(centerId: string): CenterProfile | undefined;
}

function after(before: CenterProfile | undefined, type: string, data: unknown): CenterProfile | undefined {
  // What the log has was written by the schema of its type.
  if (type === 'CenterOpened') return (data as CenterOpened).profile;
  if (!before) return undefined;
  if (type === 'CenterHoursChanged') {
    const { openingHours, holidays, specialDays } = data as CenterHoursChanged;
    const { holidays: _, ...rest } = before;
    return { ...rest, openingHours, specialDays, ...(holidays && { holidays }) };
  }
  if (type === 'CenterNeighboursChanged') {
    const { neighbours } = data as CenterNeighboursChanged;
    return { ...before, neighbours };
  }
  if (type !== 'ResourceAdded' && type !== 'ResourceChanged') return before;
  const { resource } = data as ResourceAdded;
  return { ...before, resources: [...before.resources.filter(({ id }) => id !== resource.id), resource] };
}

export function createCenters(): KnownCenters {
  const known = new Map<string, Version[]>();
  return {
    committed(number, { stream, version, events }) {
      if (!stream.startsWith('center/')) return;
      const id = stream.slice('center/'.length);
      const versions = known.get(id) ?? [];
      const before = versions.at(-1)?.profile;
      const profile = events.reduce<CenterProfile | undefined>((now, { type, data }) => after(now, type, data), before);
      if (profile) known.set(id, [...versions, { version, since: number, profile }]);
    },
    during(centerId, { from, to }) {
      const versions = known.get(centerId) ?? [];
      const first = Math.max(
        0,
        versions.findLastIndex(({ since }) => since <= from),
      );
      return versions
        .slice(first)
        .filter(({ since }) => since <= to)
        .map(({ profile }) => profile);
    },
    now: (centerId) => known.get(centerId)?.at(-1)?.profile,
    at: (centerId, version) => known.get(centerId)?.findLast((one) => one.version <= version)?.profile,
  };
}
