import type { Activity } from './activity.ts';
import type { ActivityRefusal } from './decision.ts';

/** What somebody was looking at when they asked, as far as it was told. */
export interface Expected {
  /** The newest wish. */
  readonly expectedRevision?: number;
  /** How often the activity had changed. */
  readonly expectedChange?: number;
}

/**
 * Why somebody does not know what they are about to answer: there is a newer wish, or staff have taken away since what
 * stood, so that saying yes would accept what they have not seen. Other changes (a move inside what was offered, an
 * announcement) are nobody's question, and leave an older tag good.
 */
export function staleness(
  { expectedRevision, expectedChange }: Expected,
  { wished: { revision }, displacedAt = 0 }: Activity,
): ActivityRefusal | undefined {
  if (expectedRevision === undefined) return undefined;
  const isOlder = expectedChange !== undefined && expectedChange < displacedAt;
  return expectedRevision !== revision || isOlder ? { code: 'revision-mismatch', revision } : undefined;
}
