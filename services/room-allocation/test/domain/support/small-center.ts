import { type Interval, instantOf, type Resource } from '@huitang/contracts';
import { allocate } from '../../../src/domain/allocator/allocate.ts';
import type { AllocationRequest } from '../../../src/domain/allocator/allocation-problem.ts';
import { centerDayRules } from '../../../src/domain/center-day.ts';
import type { CenterDayCommand } from '../../../src/domain/center-day-command.ts';
import { type CenterDay, takenOn } from '../../../src/domain/center-day-state.ts';
import { type DayCut, dayIntervalOf, dayNameOfStream } from '../../../src/domain/center-days.ts';
import { legsOfClaims } from '../../../src/domain/leg-claims.ts';
import { planOf } from '../../../src/domain/wish-plan.ts';
import { factsOf, next } from './day.ts';
import { activity, termsOf, tianping } from './given.ts';

/** The center-days of a center, by stream. */
export type Days = ReadonlyMap<string, CenterDay>;

export interface SmallCenter {
  readonly cut: DayCut;
  readonly resources: readonly Resource[];
}

interface Answer {
  readonly days: Days;
  readonly granted: boolean;
  /** What was committed where, in order. */
  readonly steps: readonly string[];
}

const dayIn = (days: Days, stream: string): CenterDay => days.get(stream) ?? centerDayRules.initial();

const stretchOf = (cut: DayCut, streams: readonly string[]): Interval => {
  const days = streams.map((stream) => dayIntervalOf(cut, dayNameOfStream(stream)));
  return { start: Math.min(...days.map(({ start }) => start)), end: Math.max(...days.map(({ end }) => end)) };
};

/**
 * Answers as the coordinator does, without its streams, its waiting and its repeats: what touches one center-day is
 * granted there, what touches several is planned over them, held leg by leg, and confirmed or let go.
 */
export function answer({ cut, resources }: SmallCenter, days: Days, who: number, request: AllocationRequest): Answer {
  const activityId = activity(who);
  const [group] = planOf(tianping, cut, request.starts, termsOf(request), resources);
  const streams = group?.days ?? [];
  const within = stretchOf(cut, streams);
  const facts = factsOf(resources, { open: [within], within });
  let now = days;
  const steps: string[] = [];
  const take = (stream: string, command: CenterDayCommand): boolean => {
    const { day, decision } = next(dayIn(now, stream), command);
    now = new Map(now).set(stream, day);
    if (decision.ok) steps.push(...decision.events.map(({ type }) => `${type} ${dayNameOfStream(stream)}`));
    return decision.ok;
  };
  const answering = { activityId, revision: 1, centerId: tianping, centerVersion: 1 };
  const [only, ...others] = streams;
  if (only !== undefined && others.length === 0) {
    const granted = take(only, { type: 'Allocate', ...answering, request, firstStart: 0, facts, now: within.start });
    return { days: now, granted, steps };
  }
  const { assignments } = allocate({
    ...facts,
    tentative: [],
    commitments: streams.flatMap((stream) => takenOn(dayIn(days, stream), activityId, { holds: true })),
    requests: [request],
    policy: { center: tianping, open: [within], within, nearestStarts: [], nearestMax: 0 },
  });
  const legs = assignments.flatMap(({ claims }) => legsOfClaims(tianping, cut, claims));
  const expiresAt = instantOf(request.preferredStart);
  const granted =
    legs.length > 0 &&
    legs.every(({ stream, claims }) =>
      take(stream, { type: 'Hold', activityId, revision: 1, attempt: 1, claims, expiresAt }),
    );
  for (const { stream } of legs) {
    if (granted) take(stream, { type: 'ConfirmHold', activityId, revision: 1, attempt: 1 });
    else take(stream, { type: 'ReleaseHold', activityId, attempt: 1 });
  }
  return { days: now, granted, steps };
}
