import type { Outcome, Request } from '@huitang/runtime';
import { type CenterCommand, type CenterRefusal, centerRules } from './domain/center.ts';
import { type CenterIdsRefusal, centerIdsStream } from './domain/center-ids.ts';
import type { Center } from './domain/center-state.ts';
import type { OwnStreams } from './streams.ts';

type OpenCenter = Extract<CenterCommand, { type: 'OpenCenter' }>;

export type Opened = Outcome<Center, CenterRefusal | CenterIdsRefusal>;

/**
 * Opens a center under an id that it has claimed before. What would be refused anyway claims nothing; whoever stops in
 * between leaves a claim that the same center takes up when it opens after all.
 */
export async function openCenter({ centers, centerIds }: OwnStreams, request: Request<OpenCenter>): Promise<Opened> {
  const { state } = await centers.load(request.stream);
  const { command, commandId, principal, partitionKey } = request;
  if (centerRules.decide(command, state).ok) {
    const { id: centerId } = command.profile;
    const claimed = await centerIds.execute({
      stream: centerIdsStream(centerId),
      command: { type: 'ClaimCenterId', centerId },
      commandId,
      principal,
      partitionKey,
    });
    if (!claimed.ok) return { ok: false, refusal: claimed.refusal, state };
  }
  return centers.execute(request);
}
