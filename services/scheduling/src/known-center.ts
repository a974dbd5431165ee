import type { CenterId } from '@huitang/contracts';
import { fieldProblem, type Platform, type Reply, waitUntilSeen } from '@huitang/runtime';
import { type ProposalContext, type Understood, understand } from './proposal.ts';
import type { ProposalBody } from './proposal-body.ts';
import { VIEWS_GROUP } from './views.ts';

/** The first event of an installation that has just started takes seconds, where a broker is between. */
const WAIT_MS = 10_000;

/**
 * Waits until the views here have heard what there is to hear of a center: one that opened a moment ago, or got a room,
 * is in its owner's log first. Undefined when they have, and when there is no such center; else the answer to give.
 */
export async function hearOf(platform: Platform, id: CenterId): Promise<Reply | undefined> {
  const last = (await platform.history(`center/${id}`)).at(-1);
  if (!last) return undefined;
  const position = `${last.subject}@${last.streamversion}.${last.eventindex}`;
  const behind = await waitUntilSeen(platform, VIEWS_GROUP, position, WAIT_MS);
  return behind && fieldProblem(503, 'not-seen-yet', 'center', 'a center that has been heard of here: try again');
}

/** What may be wrong only because it is too new for the views. */
const maybeTooNew = new Set(['unknown-center', 'unknown-resource', 'unknown-feature']);

/** Understands a proposal; what nobody here knows is refused once the views have heard everything of its center. */
export async function understandWhenHeard(context: ProposalContext, body: ProposalBody): Promise<Understood> {
  const understood = await understand(context, body);
  if (understood.ok || !maybeTooNew.has(understood.code)) return understood;
  const behind = await hearOf(context.platform, body.center);
  return behind ? { ...understood, reply: behind } : understand(context, body);
}
