import type { CenterId } from '@huitang/contracts';
import { Fault } from '@huitang/runtime';
import { centerStream } from '../domain/center-days.ts';
import type { KnownCenter } from '../facts.ts';
import type { Coordinator } from './coordinator.ts';

/** A center as its stream has it now. */
export async function knownCenter(
  { centers }: Coordinator,
  { centerId }: { readonly centerId: CenterId },
): Promise<KnownCenter> {
  const { state, version } = await centers.load(centerStream(centerId));
  // Scheduling takes proposals only for centers it has heard of, and it hears of them from here.
  if (!state) throw new Fault('unknown-center', `center ${centerId} is not open`, { retriable: false });
  return { center: state, version };
}
