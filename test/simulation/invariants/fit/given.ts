import type { AllocationDisplaced, AllocationGranted } from '@huitang/contracts';
import type { StoredEvent } from '@huitang/runtime';

/** What a revision has from now on, and by which version of its center that was decided. */
export type Given = Pick<
  AllocationGranted,
  'activityId' | 'revision' | 'centerId' | 'centerVersion' | 'start' | 'end' | 'claims'
>;

/** What an event gives; undefined where it gives nothing. */
export function givenBy({ type, data }: StoredEvent): Given | undefined {
  // What the log has was written by the schema of its type.
  if (type === 'AllocationGranted' || type === 'AllocationMoved') return data as AllocationGranted;
  if (type !== 'AllocationDisplaced') return undefined;
  const { held, ...about } = data as AllocationDisplaced;
  return held && { ...about, ...held };
}
