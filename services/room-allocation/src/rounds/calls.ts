import { CenterId, LocalDate } from '@huitang/contracts';
import { type Call, type Collection, isStaff, type Platform, type Reply } from '@huitang/runtime';
import { z } from 'zod';
import type { CenterDayCommand } from '../domain/center-day-command.ts';
import type { RoomAllocationViews } from '../views.ts';
import { roundRefusal } from './refusals.ts';
import { roundDocument, roundForStaff } from './round-document.ts';
import type { ListedRound } from './round-views.ts';
import { type RoundRef, type Rounds, streamOf } from './rounds.ts';

export const TAG = 'Rounds';

export const OneRound = z.object({ id: CenterId, date: LocalDate });
export type OneRound = z.infer<typeof OneRound>;

const NUMBER = 'the number of a round of that day: 1 or more';

/** The round that is meant, of those that the day has had; without it the last one that it has when this is asked. */
export const WhichRound = z.strictObject({
  number: z.coerce.number({ error: NUMBER }).int(NUMBER).min(1, NUMBER).optional(),
});
export type WhichRound = z.infer<typeof WhichRound>;

type AnyCall = Call<unknown, unknown, unknown>;

type RoundCall = Call<unknown, WhichRound | undefined, unknown>;

/** What a request says, the round that it names included: with another one it is another command. */
export const askedOf = ({ query, body }: RoundCall): object => ({
  ...(body ?? {}),
  ...(query?.number !== undefined && { number: query.number }),
});

/** What the routes of rounds stand on. */
export interface RoundContext {
  readonly platform: Platform;
  readonly rounds: Rounds;
  readonly views: Pick<RoomAllocationViews, 'activities'>;
  readonly listed: Collection<ListedRound>;
}

/** A round as it is now. */
export async function documentReply(
  { rounds, views }: RoundContext,
  call: AnyCall,
  at: OneRound,
  status = 200,
): Promise<Reply> {
  const stream = streamOf({ centerId: at.id, date: at.date });
  const { round } = (await rounds.coordinator.days.load(stream)).state;
  if (!round) return roundRefusal({ code: 'no-round' });
  return {
    status,
    body: isStaff(call.principal) ? await roundForStaff(round, views.activities) : roundDocument(round),
    headers: { Location: `/api/centers/${at.id}/rounds/${at.date}` },
  };
}

/** Carries out one command of a day's round as a person asks for it. */
export async function execute({ rounds }: RoundContext, call: RoundCall, at: OneRound, command: CenterDayCommand) {
  return rounds.coordinator.days.execute({
    stream: streamOf({ centerId: at.id, date: at.date }),
    command,
    commandId: call.commandId,
    principal: call.principal.id,
    partitionKey: at.id,
    body: askedOf(call),
  });
}

/** The round of a day that is meant, which may be over; undefined where the day has had no such round. */
export async function roundAt(
  { rounds }: RoundContext,
  { id, date }: OneRound,
  { number }: WhichRound,
): Promise<RoundRef | undefined> {
  const { round } = (await rounds.coordinator.days.load(streamOf({ centerId: id, date }))).state;
  if (!round || (number ?? 0) > round.number) return undefined;
  return { centerId: id, date, number: number ?? round.number };
}
