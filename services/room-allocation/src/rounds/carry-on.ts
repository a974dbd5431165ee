import { Fault } from '@huitang/runtime';
import { answerWish } from '../coordinator/answer.ts';
import { minuteNow } from '../coordinator/coordinator.ts';
import type { RoundRefusal } from '../domain/round-command.ts';
import { collectedIn } from '../domain/round-state.ts';
import { byItself, type Doing, type RoundRef, type Rounds, streamOf } from './rounds.ts';
import { solveRound } from './solve-round.ts';

const ATTEMPTS_MAX = 20;

/** Collects no more, and works out who would get what. */
export async function closeRound(rounds: Rounds, at: RoundRef, doing: Doing, by?: string): Promise<void> {
  await rounds.coordinator.days.execute({
    stream: streamOf(at),
    command: { type: 'CloseRound', number: at.number, ...(by !== undefined && { by }) },
    ...doing,
    partitionKey: at.centerId,
    body: { number: at.number },
  });
  await solveRound(rounds, at);
}

/** Publishes what is solved, after solving it anew where something has changed. Undefined when it is published, or was. */
export async function publishRound(
  rounds: Rounds,
  at: RoundRef,
  doing: Doing,
  by?: string,
): Promise<RoundRefusal | undefined> {
  const { days } = rounds.coordinator;
  const { centerId, number } = at;
  // A person names the day, which may have another round when they ask again.
  const known = { ...doing, stream: streamOf(at), partitionKey: centerId, body: by === undefined ? { number } : {} };
  if ((await days.repeat(known))?.ok) return undefined;
  for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
    await closeRound(rounds, at, { ...byItself('close', at), principal: doing.principal }, by);
    const centerVersion = (await solveRound(rounds, at)) ?? 0;
    const now = minuteNow(rounds.coordinator);
    const outcome = await days.execute({
      ...known,
      command: { type: 'PublishRound', number, centerVersion, now, ...(by !== undefined && { by }) },
    });
    if (outcome.ok) return undefined;
    const { refusal } = outcome;
    if (refusal.code === 'no-round' || refusal.code === 'round-over') return refusal;
    if (refusal.code !== 'not-solved') break;
  }
  throw new Fault('round-unsettled', `${streamOf(at)}: could not be published`, { retriable: true });
}

/**
 * The round is over: everybody of it is brought to their answer, in the order of arrival. Whoever was granted gives back
 * what an earlier revision had elsewhere, whoever was refused goes on to other starts, whoever came late is decided now.
 * Safe to repeat from the beginning: each step is the one that the wish itself would take.
 */
export async function settleRound({ coordinator }: Rounds, at: RoundRef): Promise<void> {
  const { days } = coordinator;
  const { round } = (await days.load(streamOf(at))).state;
  if (!round || round.number !== at.number || round.isSettled) return;
  for (const { asked } of collectedIn(round)) await answerWish(coordinator, asked);
  await days.execute({
    stream: streamOf(at),
    command: { type: 'SettleRound', number: at.number },
    ...byItself('settle', at),
    partitionKey: at.centerId,
  });
}
