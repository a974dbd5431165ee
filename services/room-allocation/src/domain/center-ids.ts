import type { CenterId } from '@huitang/contracts';

/**
 * The stream `center-ids/<first word>`: the ids of all centers that begin with that word. A resource's id begins with its
 * center's and a hyphen, so two centers could give the same one when the id of one begins the other's in that way.
 */
export type CenterIds = readonly CenterId[];

export interface CenterIdsCommand {
  readonly type: 'ClaimCenterId';
  readonly centerId: CenterId;
}

interface CenterIdsEvent {
  readonly type: 'CenterIdClaimed';
  readonly data: { readonly centerId: CenterId };
}

/** `centerId` is the other one. */
export interface CenterIdsRefusal {
  readonly code: 'id-overlaps';
  readonly centerId: CenterId;
}

type CenterIdsDecision =
  | { readonly ok: true; readonly events: readonly CenterIdsEvent[] }
  | { readonly ok: false; readonly refusal: CenterIdsRefusal };

export const centerIdsStream = (centerId: string): string => `center-ids/${centerId.replace(/-.*/, '')}`;

const overlap = (a: string, b: string): boolean => a.startsWith(`${b}-`) || b.startsWith(`${a}-`);

function decide({ centerId }: CenterIdsCommand, claimed: CenterIds): CenterIdsDecision {
  // Also by somebody else who is about to open this very center: who of the two does is decided there.
  if (claimed.includes(centerId)) return { ok: true, events: [] };
  const other = claimed.find((id) => overlap(id, centerId));
  if (other) return { ok: false, refusal: { code: 'id-overlaps', centerId: other } };
  return { ok: true, events: [{ type: 'CenterIdClaimed', data: { centerId } }] };
}

const evolve = (claimed: CenterIds, { data }: CenterIdsEvent): CenterIds => [...claimed, data.centerId];

/** The rules of `center-ids/<first word>`. */
export const centerIdsRules = { initial: (): CenterIds => [], evolve, decide };
