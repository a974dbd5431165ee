import type {
  CenterHoursChanged,
  CenterNeighboursChanged,
  CenterOpened,
  CenterProfile,
  CenterRenamed,
  ResourceAdded,
  ResourceChanged,
} from '@huitang/contracts';
import { type CenterClosure, type ClosureEvent, closuresAfter } from './center-closures.ts';
import { renamed, withHours, withNeighbours, withResource } from './center-profile.ts';

/** The stream `center/<id>`: what a center is, and what it was called before. */
export interface OpenCenter {
  /** As it is now: current name, all former names, all resources. */
  readonly profile: CenterProfile;
  readonly standardOffsetMinutes: number;
  readonly displayRevision: number;
  readonly displayChangedAt: string;
  /** All there ever were, in the order of their announcement. */
  readonly closures: readonly CenterClosure[];
}

/** Undefined until it opens. */
export type Center = OpenCenter | undefined;

export type CenterEvent =
  | { readonly type: 'CenterOpened'; readonly data: CenterOpened }
  | { readonly type: 'CenterRenamed'; readonly data: CenterRenamed }
  | { readonly type: 'CenterHoursChanged'; readonly data: CenterHoursChanged }
  | { readonly type: 'CenterNeighboursChanged'; readonly data: CenterNeighboursChanged }
  | { readonly type: 'ResourceAdded'; readonly data: ResourceAdded }
  | { readonly type: 'ResourceChanged'; readonly data: ResourceChanged }
  | ClosureEvent;

/** How many times a center has changed, its opening being the first. */
export const versionOf = ({ displayRevision }: OpenCenter): number => displayRevision + 1;

const changed = (
  center: Center,
  { displayRevision, displayChangedAt }: Pick<OpenCenter, 'displayRevision' | 'displayChangedAt'>,
  change: (profile: CenterProfile) => CenterProfile,
): Center => center && { ...center, profile: change(center.profile), displayRevision, displayChangedAt };

export function evolveCenter(center: Center, event: CenterEvent): Center {
  switch (event.type) {
    case 'CenterOpened':
      return { ...event.data, closures: [] };
    case 'CenterRenamed':
      return changed(center, event.data, (profile) => renamed(profile, event.data));
    case 'CenterHoursChanged':
      return changed(center, event.data, (profile) => withHours(profile, event.data));
    case 'CenterNeighboursChanged':
      return changed(center, event.data, (profile) => withNeighbours(profile, event.data));
    case 'ResourceAdded':
    case 'ResourceChanged':
      return changed(center, event.data, (profile) => withResource(profile, event.data.resource));
    // Nothing that a center shows of itself: its revision stays.
    case 'ClosureAnnounced':
    case 'ClosureLifted':
      return center && { ...center, closures: closuresAfter(center.closures, event) };
  }
}
