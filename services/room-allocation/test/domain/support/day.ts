import { type ActivityId, type AllocationReleased, ClosureId, type Minute, type Resource } from '@huitang/contracts';
import type { AllocationRequest } from '../../../src/domain/allocator/allocation-problem.ts';
import { centerDayRules } from '../../../src/domain/center-day.ts';
import type {
  CenterDayCommand,
  CenterDayDecision,
  CenterFacts,
  LegClaim,
} from '../../../src/domain/center-day-command.ts';
import type { CenterDay, CenterDayEvent } from '../../../src/domain/center-day-state.ts';
import type { Offers } from '../../../src/domain/displacing.ts';
import type { MakingWay } from '../../../src/domain/making-way.ts';
import type { Movable } from '../../../src/domain/tentative.ts';
import { activity, asked, at, during, resourceId, room, tianping } from './given.ts';

const wholeDay = during('00:00', '24:00');

export const factsOf = (resources: readonly Resource[], change: Partial<CenterFacts> = {}): CenterFacts => ({
  rooms: resources.filter((resource) => resource.type === 'room'),
  pools: resources.filter((resource) => resource.type === 'person' || resource.type === 'kit'),
  stops: resources.filter((resource) => resource.type === 'stop'),
  closures: [],
  open: [wholeDay],
  within: wholeDay,
  ...change,
});

/** A center with one room, the hall. */
export const oneHall = factsOf([room('hall')]);

interface Which {
  readonly who?: ActivityId;
  readonly revision?: number;
}

export const ask = (
  request: Partial<AllocationRequest> = {},
  {
    who = activity(1),
    revision = 1,
    facts = oneHall,
    firstStart = 0,
    movable,
    now = at('00:00'),
    order,
  }: Which & AllocateChange = {},
): CenterDayCommand => ({
  type: 'Allocate',
  activityId: who,
  revision,
  centerId: tianping,
  centerVersion: 3,
  request: asked(request),
  firstStart,
  facts,
  now,
  ...(movable && { movable }),
  ...(order && { order }),
});

interface AllocateChange {
  readonly facts?: CenterFacts;
  readonly firstStart?: number;
  readonly movable?: Movable;
  readonly order?: MakingWay;
  readonly now?: Minute;
}

export const fix = ({ who = activity(1), revision = 1 }: Which = {}): CenterDayCommand => ({
  type: 'Fix',
  activityId: who,
  revision,
});

export const legClaim = (id: string, from: string, to: string, change: Partial<LegClaim> = {}): LegClaim => ({
  resourceId: resourceId(id),
  count: 1,
  capacity: 1,
  ...during(from, to),
  ...change,
});

export const hold = (
  claims: readonly LegClaim[],
  { who = activity(1), revision = 1, attempt = 1 }: Which & { readonly attempt?: number } = {},
): CenterDayCommand => ({
  type: 'Hold',
  activityId: who,
  revision,
  attempt,
  claims,
  expiresAt: '2026-06-01T08:00:10.000Z',
});

export const confirm = ({
  who = activity(1),
  revision = 1,
  attempt = 1,
}: Which & { readonly attempt?: number } = {}): CenterDayCommand => ({
  type: 'ConfirmHold',
  activityId: who,
  revision,
  attempt,
});

export const letGo = (attempt = 1, who = activity(1)): CenterDayCommand => ({
  type: 'ReleaseHold',
  activityId: who,
  attempt,
});

export const giveUp = (starts: number, { who = activity(1), revision = 1 }: Which = {}): CenterDayCommand => ({
  type: 'GiveUpStarts',
  activityId: who,
  revision,
  starts,
});

export const release = (
  upToRevision = 1,
  {
    who = activity(1),
    because = 'cancelled',
  }: { readonly who?: ActivityId; readonly because?: AllocationReleased['because'] } = {},
): CenterDayCommand => ({ type: 'Release', activityId: who, upToRevision, centerId: tianping, because });

export const closureId = (number: number): ClosureId =>
  ClosureId.parse(`tianping.00000000-0000-5000-8000-${String(number).padStart(12, '0')}`);

export const staff = { by: 'staff', reason: 'Repairs' };

interface CloseChange {
  readonly id?: ClosureId;
  /** Absent for the whole center. */
  readonly rooms?: readonly string[];
  readonly facts?: CenterFacts;
  readonly now?: Minute;
  readonly offers?: Offers;
}

export const close = (
  from: string,
  to: string,
  { id = closureId(1), rooms, facts = oneHall, now = at('00:00'), offers = new Map() }: CloseChange = {},
): CenterDayCommand => ({
  type: 'Close',
  closureId: id,
  ...(rooms && { resourceIds: rooms.map(resourceId) }),
  ...during(from, to),
  ordered: staff,
  centerId: tianping,
  centerVersion: 4,
  facts,
  now,
  offers,
});

export const reopen = (id = closureId(1)): CenterDayCommand => ({ type: 'Reopen', closureId: id });

export interface After {
  readonly day: CenterDay;
  readonly decision: CenterDayDecision;
  /** Of the last command; none when it was refused. */
  readonly events: readonly CenterDayEvent[];
  readonly refusal: Extract<CenterDayDecision, { ok: false }>['refusal'] | undefined;
}

/** Runs one command as the executor does. */
export function next(day: CenterDay, command: CenterDayCommand): After {
  const decision = centerDayRules.decide(command, day);
  if (!decision.ok) return { day, decision, events: [], refusal: decision.refusal };
  return {
    day: decision.events.reduce(centerDayRules.evolve, day),
    decision,
    events: decision.events,
    refusal: undefined,
  };
}

/** The day after some commands, all of which must have been accepted. */
export function given(...commands: readonly CenterDayCommand[]): CenterDay {
  return commands.reduce((day, command) => {
    const { decision, day: later } = next(day, command);
    if (!decision.ok) throw new Error(`given ${command.type}, but it was refused: ${decision.refusal.code}`);
    return later;
  }, centerDayRules.initial());
}
