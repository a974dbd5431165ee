import { CenterId } from '@huitang/contracts';
import type { CenterDayCommand } from '../domain/center-day-command.ts';
import { activityOn } from '../domain/center-day-state.ts';
import { centerOfStream, dayNameOfStream } from '../domain/center-days.ts';
import type { MakingWayFor, Offers } from '../domain/displacing.ts';
import { cutOf, type KnownCenter, spanOfDays } from '../facts.ts';
import { type Coordinator, minuteNow } from './coordinator.ts';
import { knownCenter } from './known-center.ts';
import { planDay } from './plan-day.ts';

export type ConfirmHold = Extract<CenterDayCommand, { type: 'ConfirmHold' }>;

/** What a day has to know to have others make way. */
export const makingWayFor = (
  coordinator: Coordinator,
  known: KnownCenter,
  stream: string,
  offers: Offers,
): MakingWayFor => ({
  centerId: known.center.profile.id,
  centerVersion: known.version,
  facts: coordinator.factsOf(known, undefined, spanOfDays(cutOf(known), [dayNameOfStream(stream)])),
  now: minuteNow(coordinator),
  offers,
});

/** The same command with what whoever has to make way for it needs: where they may go, and what else they are offered. */
export async function confirming(coordinator: Coordinator, stream: string, command: ConfirmHold): Promise<ConfirmHold> {
  const { state } = await coordinator.days.load(stream);
  const leg = activityOn(state, command.activityId).legs.find(({ attempt }) => attempt === command.attempt);
  if (!leg?.over || leg.confirmed) return command;
  const known = await knownCenter(coordinator, { centerId: CenterId.parse(centerOfStream(stream)) });
  const planned = await planDay(coordinator, known, stream, (offers) => ({
    ...command,
    how: makingWayFor(coordinator, known, stream, offers),
  }));
  return planned.command;
}
