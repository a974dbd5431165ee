import type { CenterId, ClosureDocument } from '@huitang/contracts';
import type { CenterClosure } from './domain/center-closures.ts';

/** A closure as everybody may see it. */
export const closureDocument = (
  center: CenterId,
  { closureId, resourceIds, start, end, ordered }: CenterClosure,
): ClosureDocument => ({
  id: closureId,
  center,
  ...(resourceIds && { resources: resourceIds }),
  start,
  end,
  reason: ordered.reason,
});
