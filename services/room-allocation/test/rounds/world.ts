import { ClosureId, LocalDate, minuteOf, OrganizationId, ResourceId, type Wish } from '@huitang/contracts';
import type { MemoryLog } from '@huitang/runtime/conformance';
import { answerWish } from '../../src/coordinator/answer.ts';
import type { Asked } from '../../src/coordinator/asked.ts';
import { knownCenter } from '../../src/coordinator/known-center.ts';
import { allocate } from '../../src/domain/allocator/allocate.ts';
import { dayIntervalOf } from '../../src/domain/center-days.ts';
import type { Settled } from '../../src/domain/round-command.ts';
import type { DayRound } from '../../src/domain/round-state.ts';
import { closeRound, publishRound, settleRound } from '../../src/rounds/carry-on.ts';
import { byItself, type RoundRef, type Rounds, type SolveDay, streamOf } from '../../src/rounds/rounds.ts';
import {
  type AllocationWorld,
  activity,
  allocationWorld,
  asked,
  CENTER,
  profile,
  room,
  wish,
} from '../coordinator/world.ts';

export const DATE = LocalDate.parse('2026-07-10');
export const CLOSES = '2026-07-05T10:00:00Z';
export const PUBLISHES = '2026-07-06T10:00:00Z';
const WITHIN = dayIntervalOf({ standardOffsetMinutes: 480, dayBoundaryMinutes: 0 }, DATE);

/** The search without a solver, which is as good as one that finds nothing better. */
export const contented: SolveDay = async (problem) => ({ outcome: 'solved', result: allocate(problem) });

export const roundsOn = (world: AllocationWorld, change: Partial<Rounds> = {}): Rounds => ({
  coordinator: world.process(),
  solve: contented,
  creditsAt: async () => new Map(),
  ...change,
});

let commands = 0;
/** A command of somebody at a desk: never the same twice. */
const byHand = () => {
  commands += 1;
  return { commandId: `by-hand/${commands}`, principal: 'demo', partitionKey: CENTER };
};

export const at = (number = 1): RoundRef => ({ centerId: CENTER, date: DATE, number });

export async function roundOf({ coordinator: { days } }: Rounds): Promise<DayRound> {
  const { round } = (await days.load(streamOf(at()))).state;
  if (!round) throw new Error('no round');
  return round;
}

export const open = ({ coordinator: { days, clock } }: Rounds, change: Record<string, unknown> = {}) =>
  days.execute({
    stream: streamOf(at()),
    command: {
      type: 'OpenRound',
      centerId: CENTER,
      date: DATE,
      within: WITHIN,
      closesAt: minuteOf(CLOSES),
      publishesAt: minuteOf(PUBLISHES),
      ordered: { by: 'demo', reason: 'the peak of the year' },
      now: Math.floor(clock.now() / 60_000),
      ...change,
    },
    ...byHand(),
  });

export const adjust = (
  { coordinator: { days } }: Rounds,
  adjustments: readonly Omit<Settled, 'ordered'>[],
  number = 1,
) =>
  days.execute({
    stream: streamOf(at()),
    command: {
      type: 'AdjustRound',
      number,
      adjustments: adjustments.map((one) => ({ ...one, ordered: { by: 'demo', reason: 'so it is' } })),
    },
    ...byHand(),
  });

export const giveUp = ({ coordinator: { days } }: Rounds, number: number) =>
  days.execute({ stream: streamOf(at()), command: { type: 'GiveUpRound', number, by: 'demo' }, ...byHand() });

/** A room is out of use for the whole day, as the center's closure tells the day. */
export const closeRoom = async ({ coordinator }: Rounds, id: string): Promise<void> => {
  const known = await knownCenter(coordinator, at());
  await coordinator.days.execute({
    stream: streamOf(at()),
    command: {
      type: 'Close',
      closureId: ClosureId.parse(`${CENTER}.00000000-0000-4000-8000-000000000000`),
      resourceIds: [ResourceId.parse(id)],
      ...WITHIN,
      ordered: { by: 'demo', reason: 'repairs' },
      centerId: CENTER,
      centerVersion: known.version,
      facts: coordinator.factsOf(known, undefined, WITHIN),
      now: Math.floor(coordinator.clock.now() / 60_000),
      offers: new Map(),
    },
    ...byHand(),
  });
};

export const close = (rounds: Rounds, number = 1) => closeRound(rounds, at(number), byItself('close', at(number)));

/** Published by the clock, and everybody brought to their answer, as the consumer does. */
export async function publish(rounds: Rounds, number = 1) {
  const outcome = await publishRound(rounds, at(number), byItself('publish', at(number)));
  await settleRound(rounds, at(number));
  return outcome.ok ? undefined : outcome.refusal;
}

/** On the day of the round, by the center's clock. */
export const on = (...clocks: readonly string[]): readonly string[] => clocks.map((clock) => `${DATE}T${clock}`);

interface Asking {
  readonly organization?: string;
  readonly revision?: number;
  readonly weight?: number;
  readonly change?: Partial<Asked>;
}

export function wished(
  number: number,
  wanted: Wish,
  { organization = 'branch', revision = 1, weight, change }: Asking = {},
): Asked {
  return {
    ...asked(number, { ...wanted, ...(weight !== undefined && { weight }) }, revision),
    organizationId: OrganizationId.parse(organization),
    ...change,
  };
}

export const ask = ({ coordinator }: Rounds, wanted: Asked): Promise<void> => answerWish(coordinator, wanted);

/** An hour at nine, by default. */
export const hour = (clocks: readonly string[] = ['09:00'], change: Record<string, unknown> = {}): Wish =>
  wish(on(...clocks), 60, change);

/** A world with one room, and a round open. */
export async function openedWorld(
  rooms: readonly string[] = ['a'],
  change: Partial<Rounds> = {},
): Promise<{ world: AllocationWorld; rounds: Rounds }> {
  const world = allocationWorld();
  await world.open(profile({ resources: rooms.map((name) => room(name)) }));
  const rounds = roundsOn(world, change);
  const opened = await open(rounds);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return { world, rounds };
}

export interface Told {
  readonly type: string;
  readonly number: number;
  readonly revision: number;
}

const answers = new Set(['AllocationGranted', 'AllocationRefused', 'AllocationDeferred', 'AllocationMoved']);

/** Every answer that anybody was told, in order. */
export const told = (log: MemoryLog): readonly Told[] =>
  log.commits.flatMap(({ events }) =>
    events.flatMap(({ type, data }) => {
      if (!answers.has(type)) return [];
      // What these events have is checked by their schemas elsewhere.
      const { activityId, revision } = data as { readonly activityId: string; readonly revision: number };
      return [{ type, number: Number(activityId.slice(-12)), revision }];
    }),
  );

/** What each was told last: of its newest revision. */
export const toldTo = (log: MemoryLog, number: number): readonly string[] =>
  told(log).flatMap((one) => (one.number === number ? [`${one.type.replace('Allocation', '')} ${one.revision}`] : []));

export { type AllocationWorld, activity };
