import { Fault, type Outcome } from '@huitang/runtime';
import { answerWish } from '../coordinator/answer.ts';
import { minuteNow } from '../coordinator/coordinator.ts';
import type { CenterDayRefusal } from '../domain/center-day-command.ts';
import type { CenterDay } from '../domain/center-day-state.ts';
import { collectedIn } from '../domain/round-state.ts';
import { byItself, type Doing, type RoundRef, type Rounds, streamOf } from './rounds.ts';
import { solveRound } from './solve-round.ts';

const ATTEMPTS_MAX = 20;

type DayOutcome = Outcome<CenterDay, CenterDayRefusal>;

/** Collects no more, and works out who would get what. */
export async function closeRound(
  rounds: Rounds,
  at: RoundRef,
  { commandId, principal }: Doing,
  by?: string,
): Promise<DayOutcome> {
  const outcome = await rounds.coordinator.days.execute({
    stream: streamOf(at),
    command: { type: 'CloseRound', number: at.number, ...(by !== undefined && { by }) },
    commandId,
    principal,
    partitionKey: at.centerId,
    body: { number: at.number },
  });
  if (outcome.ok) await solveRound(rounds, at);
  return outcome;
}

/** Publishes what is solved, after solving it anew where something has changed. */
export async function publishRound(rounds: Rounds, at: RoundRef, doing: Doing, by?: string): Promise<DayOutcome> {
  const { days } = rounds.coordinator;
  const { centerId, number } = at;
  const { asked, ...who } = doing;
  // Who names the day alone may ask again when it has another round.
  const known = { ...who, stream: streamOf(at), partitionKey: centerId, body: asked ?? { number } };
  const earlier = await days.repeat(known);
  if (earlier) return earlier;
  for (let count = 1; count <= ATTEMPTS_MAX; count += 1) {
    await closeRound(rounds, at, { ...byItself('close', at), principal: doing.principal }, by);
    const centerVersion = (await solveRound(rounds, at)) ?? 0;
    const now = minuteNow(rounds.coordinator);
    const outcome = await days.execute({
      ...known,
      command: { type: 'PublishRound', number, centerVersion, now, ...(by !== undefined && { by }) },
    });
    if (outcome.ok) return outcome;
    const { code } = outcome.refusal;
    if (code === 'no-round' || code === 'round-over' || code === 'day-changed') return outcome;
    if (code !== 'not-solved') break;
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
