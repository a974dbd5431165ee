import {
  ActivityId,
  type AllocationDisplaced,
  type AllocationGranted,
  type AllocationRefused,
  type AllocationReleased,
  CenterId,
  CenterProfile,
  type ClosureAnnounced,
  ClosureId,
  instantOf,
  KindId,
  minuteOf,
  OrganizationId,
  ResourceId,
  timestampOf,
  Wish,
} from '@huitang/contracts';
import type { Clock } from '@huitang/runtime';
import { MemoryLog } from '@huitang/runtime/conformance';
import { answerWish } from '../../src/coordinator/answer.ts';
import type { Asked } from '../../src/coordinator/asked.ts';
import { closeDays, reopenDays } from '../../src/coordinator/close-days.ts';
import type { Coordinator } from '../../src/coordinator/coordinator.ts';
import { withdraw } from '../../src/coordinator/release.ts';
import { centerStream } from '../../src/domain/center-days.ts';
import { holidayCalendars } from '../../src/domain/holiday-calendars.ts';
import { createFacts } from '../../src/facts.ts';
import { ownStreams } from '../../src/streams.ts';

export const CENTER = CenterId.parse('hall');
const ALWAYS = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]);
const START_MS = Date.parse('2026-07-01T00:00:00Z');

/** Time that passes as soon as somebody waits for it. */
export function swiftClock(): Clock & { pass(ms: number): void } {
  let now = START_MS;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
    after(ms, task) {
      const timer = setImmediate(() => {
        now += ms;
        task();
      });
      return () => clearImmediate(timer);
    },
  };
}

export const activity = (number: number): ActivityId =>
  ActivityId.parse(`00000000-0000-5000-8000-${String(number).padStart(12, '0')}`);

export const room = (name: string, change: Record<string, unknown> = {}) => ({
  type: 'room',
  id: `hall-${name}`,
  name: `Room ${name}`,
  capacity: 100,
  ...change,
});

export const profile = (change: Record<string, unknown> = {}): CenterProfile =>
  CenterProfile.parse({
    id: CENTER,
    name: 'Hall',
    address: 'Somewhere 1',
    timeZone: 'Asia/Shanghai',
    dayBoundaryMinutes: 0,
    openingHours: ALWAYS,
    resources: [room('a')],
    ...change,
  });

/** A wish by the center's clock: `2026-07-02T23:30` and minutes. */
export function wish(starts: readonly string[], durationMinutes: number, change: Record<string, unknown> = {}): Wish {
  return Wish.parse({
    starts: starts.map((start) => `${start}:00+08:00`),
    durationMinutes,
    headcount: 20,
    needs: [{ role: 'room', features: [] }],
    setupMinutes: 0,
    teardownMinutes: 0,
    ...change,
  });
}

export const at = (local: string): string => instantOf(minuteOf(`${local}:00+08:00`));

export interface Answer {
  readonly activity: ActivityId;
  readonly revision: number;
  readonly start: string;
}

export interface AllocationWorld {
  readonly log: MemoryLog;
  readonly clock: ReturnType<typeof swiftClock>;
  /** How often somebody has found that another was first, and has decided again. */
  conflicts(): number;
  /** A process of its own: what it knows it has read. */
  process(): Coordinator;
  open(center: CenterProfile): Promise<void>;
}

export function allocationWorld(log = new MemoryLog()): AllocationWorld {
  const clock = swiftClock();
  let conflicts = 0;
  const conflicted = (): void => {
    conflicts += 1;
  };
  const process = (): Coordinator => ({
    ...ownStreams({ log, clock, appended: () => {}, conflicted }),
    clock,
    factsOf: createFacts(holidayCalendars([])),
    holdersOf: async (organizationId) =>
      held(log).flatMap(({ activityId, tentative, terms }) =>
        (tentative ?? terms)?.organizationId === organizationId ? [activityId] : [],
      ),
    kindLimitsOf: async () => undefined,
  });
  return {
    log,
    clock,
    conflicts: () => conflicts,
    process,
    async open(center) {
      const outcome = await process().centers.execute({
        stream: centerStream(center.id),
        command: { type: 'OpenCenter', profile: center, standardOffsetMinutes: 480, now: '2026-07-01T00:00:00Z' },
        commandId: 'open',
        principal: 'demo',
        partitionKey: center.id,
      });
      if (!outcome.ok) throw new Error(outcome.refusal.code);
    },
  };
}

export const ordered = (number: number, wanted: Wish): Asked => ({
  ...asked(number, { ...wanted, displaces: true }),
  ordered: staff,
});

export const asked = (number: number, wanted: Wish, revision = 1): Asked => ({
  activityId: activity(number),
  revision,
  centerId: CENTER,
  organizationId: OrganizationId.parse('branch'),
  kindId: KindId.parse('community-activity'),
  wish: wanted,
  askedAt: Math.floor(START_MS / 60_000),
  causationId: `activity/${activity(number)}@${revision}.0`,
});

/** One event of scheduling, as the consumer hands it over. */
export type Event = { readonly asks: Asked } | { readonly cancels: number; readonly revision: number };

export async function handle(coordinator: Coordinator, event: Event): Promise<void> {
  if ('asks' in event) return answerWish(coordinator, event.asks);
  const activityId = activity(event.cancels);
  const causationId = `activity/${activityId}@cancelled`;
  return withdraw(coordinator, { activityId, centerId: CENTER, causationId }, event.revision);
}

const staff = { by: 'staff', reason: 'Repairs' };

export const closureId = (number: number): ClosureId =>
  ClosureId.parse(`hall.00000000-0000-5000-8000-${String(number).padStart(12, '0')}`);

/** Which closure, of what and where. */
interface Closing {
  readonly id?: ClosureId;
  readonly rooms?: readonly string[];
  readonly center?: CenterId;
}

/** Announces a closure by the center's clock, and says so to nobody yet. */
export async function announce(
  coordinator: Coordinator,
  [start, end]: readonly [string, string],
  { id = closureId(1), rooms, center = CENTER }: Closing = {},
): Promise<Pick<ClosureAnnounced, 'centerId' | 'closureId'>> {
  const resourceIds = rooms?.map((name) => ResourceId.parse(`hall-${name}`));
  const outcome = await coordinator.centers.execute({
    stream: centerStream(center),
    command: {
      type: 'AnnounceClosure',
      closureId: id,
      ...(resourceIds && { resourceIds }),
      start: at(start),
      end: at(end),
      ordered: staff,
      now: timestampOf(coordinator.clock.now()),
    },
    commandId: `announce/${id}`,
    principal: 'staff',
    partitionKey: center,
  });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return { centerId: center, closureId: id };
}

/** What the center's own event leads to. */
export const carryOut = (coordinator: Coordinator, told: Pick<ClosureAnnounced, 'centerId' | 'closureId'>) =>
  closeDays(coordinator, { ...told, causationId: `announced/${told.closureId}` });

export async function close(
  coordinator: Coordinator,
  interval: readonly [string, string],
  which: Closing = {},
): Promise<void> {
  await carryOut(coordinator, await announce(coordinator, interval, which));
}

/** Lifts a closure at its center, and tells no day. */
export async function liftUnheard(coordinator: Coordinator, id = closureId(1)): Promise<void> {
  await coordinator.centers.execute({
    stream: centerStream(CENTER),
    command: { type: 'LiftClosure', closureId: id, by: 'staff', now: timestampOf(coordinator.clock.now()) },
    commandId: `lift/${id}`,
    principal: 'staff',
    partitionKey: CENTER,
  });
}

export async function lift(coordinator: Coordinator, id = closureId(1)): Promise<void> {
  await liftUnheard(coordinator, id);
  await reopenDays(coordinator, { centerId: CENTER, closureId: id, causationId: `lifted/${id}` });
}

interface PublicAnswer {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
}

const publicTypes = new Set([
  'AllocationGranted',
  'AllocationMoved',
  'AllocationDisplaced',
  'AllocationRefused',
  'AllocationReleased',
]);

export const said = (log: MemoryLog): readonly PublicAnswer[] =>
  log.commits.flatMap(({ stream, events }) =>
    events.filter(({ type }) => publicTypes.has(type)).map(({ type, data }) => ({ stream, type, data })),
  );

export const refusals = (log: MemoryLog): readonly AllocationRefused[] =>
  said(log).flatMap(({ type, data }) => (type === 'AllocationRefused' ? [data as AllocationRefused] : []));

export const displacements = (log: MemoryLog): readonly AllocationDisplaced[] =>
  said(log).flatMap(({ type, data }) => (type === 'AllocationDisplaced' ? [data as AllocationDisplaced] : []));

/** What is held at the end, told from the public events alone. */
export function held(log: MemoryLog): readonly AllocationGranted[] {
  const byPlace = new Map<string, AllocationGranted>();
  for (const { stream, type, data } of said(log)) {
    if (type === 'AllocationDisplaced') {
      const displaced = data as AllocationDisplaced;
      const key = `${stream}|${displaced.activityId}`;
      if (displaced.held) byPlace.set(key, { ...displaced, ...displaced.held });
      else byPlace.delete(key);
    }
    if (type === 'AllocationGranted' || type === 'AllocationMoved')
      byPlace.set(`${stream}|${(data as AllocationGranted).activityId}`, data as AllocationGranted);
    if (type === 'AllocationReleased') byPlace.delete(`${stream}|${(data as AllocationReleased).activityId}`);
  }
  return [...byPlace.values()].sort((a, b) => (a.activityId < b.activityId ? -1 : 1));
}

export const heldBriefly = (
  log: MemoryLog,
): readonly (readonly [number: number, revision: number, start: string, rooms: string])[] =>
  held(log).map(({ activityId, revision, start, claims }) => [
    Number(activityId.slice(-12)),
    revision,
    start,
    claims.map(({ resourceId }) => resourceId).join(' '),
  ]);
