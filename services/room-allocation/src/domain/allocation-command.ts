import type {
  ActivityId,
  AllocationDisplaced,
  AllocationGranted,
  Alternative,
  CenterId,
  Demanded,
  Reason,
} from '@huitang/contracts';
import type { AllocationEvent, PlannedLeg, Wished } from './allocation-state.ts';
import type { StartGroup } from './wish-plan.ts';

export type AllocationCommand =
  | ({ readonly type: 'Seek'; readonly groups: readonly StartGroup[]; readonly quota?: string } & Wished)
  /** Granted before its organization had a limit: its minutes are counted there from now on. */
  | ({ readonly type: 'SeekQuota'; readonly quota: string } & Wished)
  /** Its own center has nothing: people of others are asked for, on these center-days. */
  | ({ readonly type: 'SeekElsewhere'; readonly days: readonly string[] } & Wished)
  | ({
      readonly type: 'BeginHolds';
      readonly startNumber: number;
      readonly legs: readonly PlannedLeg[];
      readonly answer: AllocationGranted;
      readonly expiresAt: string;
    } & Wished)
  | ({ readonly type: 'Grant'; readonly attempt: number } & Wished)
  /** Everybody has made way for what was decided. */
  | ({ readonly type: 'Tell'; readonly attempt: number } & Wished)
  /** Ends an attempt that is not granted: because it met a claim, or because its time is over. */
  | { readonly type: 'ExpireHolds'; readonly activityId: ActivityId; readonly attempt: number }
  | ({ readonly type: 'GiveUpStarts'; readonly starts: number } & Wished)
  | ({
      readonly type: 'Refuse';
      readonly centerId: CenterId;
      readonly centerVersion: number;
      readonly reasons: readonly Reason[];
      readonly nearest: readonly Alternative[];
      readonly demanded?: Demanded;
      /** Whether other organizations had what it lacked. */
      readonly hadByOthers?: boolean;
    } & Wished)
  /** Nothing of revisions up to this one is wanted any more: no late step of theirs may grant. */
  | {
      readonly type: 'Withdraw';
      readonly activityId: ActivityId;
      readonly upToRevision: number;
      readonly centerId: CenterId;
    }
  /** Staff order something else: what this attempt was granted is taken away, on all its days. */
  | { readonly type: 'Displace'; readonly attempt: number; readonly displacement: AllocationDisplaced }
  /** A newer revision has its answer elsewhere: what this stream granted before is free. */
  | {
      readonly type: 'ReleaseEarlier';
      readonly activityId: ActivityId;
      readonly beforeRevision: number;
      readonly centerId: CenterId;
    };

export type AllocationStreamRefusal =
  | { readonly code: 'superseded' }
  | { readonly code: 'given-up' }
  | { readonly code: 'already-granted' }
  | { readonly code: 'already-refused' }
  | { readonly code: 'holds-open' }
  | { readonly code: 'holds-expired' };

export type AllocationDecision =
  | { readonly ok: true; readonly events: readonly AllocationEvent[] }
  | { readonly ok: false; readonly refusal: AllocationStreamRefusal };
